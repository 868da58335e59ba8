"""Which size of picture looks best with so many bits: where the steps of the ladder begin.

    make bench-sizes

Each film is encoded by the kiosk's own VP8 at several sizes and rates, and VMAF compares what a
console would show, enlarged, with what the camera gave.
"""
