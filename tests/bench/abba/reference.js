// The whole of a kiosk that is a page: the camera, the microphone, the call; the counsellor's picture
// fills it. The client beside it (reference.py) speaks with the server.
(() => {
  /** @type {MediaStream} */
  let own;
  /** @type {RTCPeerConnection | null} */
  let connection = null;

  window.open_devices = async (width, height, frameRate) => {
    own = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width, height, frameRate } });
  };

  const gathered = (one) => new Promise((resolve) => {
    const look = () => one.iceGatheringState === "complete" && resolve();
    one.addEventListener("icegatheringstatechange", look);
    look();
  });

  /** `first` is said on the channel before all else. */
  window.answer = async (sdp, iceServers, first) => {
    const before = connection, one = new RTCPeerConnection({ iceServers });
    connection = one;
    one.addEventListener("datachannel", ({ channel }) => {
      if (channel.label !== "visit") return;
      const say = () => first.forEach((message) => channel.send(message));
      if (channel.readyState === "open") say();
      else channel.addEventListener("open", say);
    });
    const remote = new MediaStream();
    one.addEventListener("track", ({ track }) => {
      remote.addTrack(track);
      document.querySelector("video").srcObject = remote;
    });
    await one.setRemoteDescription({ type: "offer", sdp });
    for (const track of own.getTracks()) one.addTrack(track, own);
    await one.setLocalDescription();
    await gathered(one);
    before?.close();
    return one.localDescription.sdp;
  };

  window.hang_up = () => connection?.close();
  window.clock = () => performance.now();

  window.figures = async () => {
    const found = { captured: 0, frozen: 0, decoded: 0 };
    for (const each of (await connection?.getStats())?.values() ?? []) {
      if (each.type === "media-source" && each.kind === "video") found.captured = each.frames ?? 0;
      if (each.type === "inbound-rtp" && each.kind === "video") {
        found.frozen = each.totalFreezesDuration ?? 0;
        found.decoded = each.framesDecoded ?? 0;
      }
    }
    return found;
  };

  /** Which pictures the camera gives now, and when; for a moment only, for it costs. */
  window.film = async (milliseconds) => {
    const track = own.getVideoTracks()[0].clone(), seen = [];
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (const end = performance.now() + milliseconds; performance.now() < end;) {
      const { done, value } = await reader.read();
      if (done) break;
      const at = performance.now();
      seen.push([await readBar(value), at]);
      value.close();
    }
    await reader.cancel();
    track.stop();
    return seen;
  };
})();
