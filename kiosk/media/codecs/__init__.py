"""What turns sound and pictures into packets, for a thin and lossy uplink.

The codecs' own C libraries, the very ones that PyAV brings and has loaded, are called directly
where its wrappers cannot: to change a rate without a new encoder, to hear of losses, to conceal.
"""
