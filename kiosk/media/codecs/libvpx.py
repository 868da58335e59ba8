"""libvpx's VP8 encoder by its own C interface (vpx_encoder.h of 1.16, encoder ABI 39).

FFmpeg's wrapper sets a rate once, when it opens; `vpx_codec_enc_config_set` changes it in place,
without a keyframe. libvpx itself refuses an ABI that is not the one this was written for.
"""

import ctypes
import weakref
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_int,
    c_int64,
    c_long,
    c_size_t,
    c_uint,
    c_uint32,
    c_ulong,
    c_void_p,
)

from devices.frames import Pixels

from .bundled import library

ENCODER_ABI = 39
I420 = 0x102
NEVER = 1 << 30
"Pictures, from a keyframe to one that nobody asked for: it takes a thin line half a second."
CBR, REALTIME = 1, 1
FORCE_KEYFRAME, IS_KEY = 1, 1
FRAME_PACKET = 0
SET_CPU_USED, SET_NOISE_SENSITIVITY, SET_STATIC_THRESHOLD = 13, 15, 17
SET_TOKEN_PARTITIONS, SET_MAX_INTRA_PERCENT = 18, 26


class VpxError(Exception):
    """libvpx refused; the code is a `vpx_codec_err_t`."""

    def __init__(self, code: int) -> None:
        super().__init__(f"vpx error {code}")


class Config(Structure):
    """`vpx_codec_enc_cfg_t` as far as VP8 in real time is concerned, then room for the rest."""

    _fields_ = [
        *((name, c_uint) for name in ("usage", "threads", "profile", "width", "height")),
        *((name, c_int) for name in ("bit_depth", "input_bit_depth", "time_unit", "time_scale")),
        *((name, c_uint) for name in ("error_resilient", "pass_", "lag_in_frames")),
        *((name, c_uint) for name in ("dropframe_percent", "resize", "scaled_w", "scaled_h")),
        *((name, c_uint) for name in ("resize_up", "resize_down", "rate_control")),
        ("twopass", c_void_p * 4),
        *((name, c_uint) for name in ("kbps", "min_quantizer", "max_quantizer")),
        *((name, c_uint) for name in ("undershoot_percent", "overshoot_percent")),
        *((name, c_uint) for name in ("buffer_ms", "buffer_initial_ms", "buffer_optimal_ms")),
        ("twopass_vbr", c_uint * 4),
        *((name, c_uint) for name in ("keyframe_mode", "keyframe_min", "keyframe_max")),
        ("rest", c_uint * 1024),
    ]


class Packet(Structure):
    """`vpx_codec_cx_pkt_t` of the kind "frame"."""

    _fields_ = [
        ("kind", c_int),
        ("data", c_void_p),
        ("size", c_size_t),
        ("pts", c_int64),
        ("duration", c_ulong),
        ("flags", c_uint32),
    ]


def _checked(code: int) -> None:
    if code:
        raise VpxError(code)


class Vp8:
    """One encoder of pictures of one size. Not for two threads at a time.

    `kbps` may be set at any time; the next picture is made for it.
    """

    def __init__(self, width: int, height: int, kbps: int, threads: int) -> None:
        self._library = _declared(library("vpx"))
        self._context = ctypes.create_string_buffer(256)
        algorithm = c_void_p(self._library.vpx_codec_vp8_cx())
        self._config = Config()
        _checked(self._library.vpx_codec_enc_config_default(algorithm, byref(self._config), 0))
        self._configure(width, height, kbps, threads)
        _checked(
            self._library.vpx_codec_enc_init_ver(
                self._context, algorithm, byref(self._config), c_long(0), ENCODER_ABI
            )
        )
        weakref.finalize(self, self._library.vpx_codec_destroy, self._context)
        # As libwebrtc does for a camera in real time.
        self._control(SET_CPU_USED, -6)
        self._control(SET_NOISE_SENSITIVITY, 4)
        self._control(SET_STATIC_THRESHOLD, 1)
        self._control(SET_TOKEN_PARTITIONS, 0)
        self._control(SET_MAX_INTRA_PERCENT, 750)

    @property
    def size(self) -> tuple[int, int]:
        return self._config.width, self._config.height

    @property
    def kbps(self) -> int:
        return int(self._config.kbps)

    @kbps.setter
    def kbps(self, kbps: int) -> None:
        self._config.kbps = kbps
        _checked(self._library.vpx_codec_enc_config_set(self._context, byref(self._config)))

    def encode(self, i420: Pixels, pts: int, duration: int, keyframe: bool) -> tuple[bytes, bool]:
        """The picture, empty if the rate has no room for it, and whether it is a keyframe.

        `pts` is in 1/90000 s and must grow.
        """
        image = c_void_p(
            self._library.vpx_img_wrap(None, I420, *self.size, 1, i420.ctypes.data_as(c_void_p))
        )
        try:
            flags = FORCE_KEYFRAME if keyframe else 0
            _checked(
                self._library.vpx_codec_encode(self._context, image, pts, duration, flags, REALTIME)
            )
        finally:
            self._library.vpx_img_free(image)
        return self._packets()

    def _packets(self) -> tuple[bytes, bool]:
        data, key, cursor = b"", False, c_void_p()
        while packet := self._library.vpx_codec_get_cx_data(self._context, byref(cursor)):
            if packet.contents.kind == FRAME_PACKET:
                data += ctypes.string_at(packet.contents.data, packet.contents.size)
                key = key or bool(packet.contents.flags & IS_KEY)
        return data, key

    def _configure(self, width: int, height: int, kbps: int, threads: int) -> None:
        config = self._config
        config.width, config.height, config.threads = width, height, threads
        config.time_unit, config.time_scale = 1, 90000
        config.lag_in_frames = 0
        config.rate_control, config.kbps = CBR, kbps
        config.dropframe_percent = 30
        config.min_quantizer, config.max_quantizer = 2, 56
        config.undershoot_percent, config.overshoot_percent = 100, 15
        config.buffer_ms, config.buffer_initial_ms, config.buffer_optimal_ms = 1000, 500, 600
        config.keyframe_max = NEVER

    def _control(self, request: int, value: int) -> None:
        _checked(self._library.vpx_codec_control_(self._context, c_int(request), c_int(value)))


def _declared(vpx: ctypes.CDLL) -> ctypes.CDLL:
    """Pointers and wide integers are not what ctypes assumes."""
    vpx.vpx_codec_vp8_cx.restype = c_void_p
    vpx.vpx_img_wrap.restype = c_void_p
    vpx.vpx_img_wrap.argtypes = [c_void_p, c_int, c_uint, c_uint, c_uint, c_void_p]
    vpx.vpx_codec_encode.argtypes = [c_void_p, c_void_p, c_int64, c_ulong, c_long, c_ulong]
    vpx.vpx_codec_get_cx_data.restype = POINTER(Packet)
    return vpx
