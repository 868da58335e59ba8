// Put into the console's page before its own scripts: what the counsellor says and hears, thinned
// to 8 kHz, with the time of each sample. The page itself is not changed and does not know.
(() => {
  const THIN = 6, RATE = 48000;
  const LATELY = 500; // blocks of 10 ms
  const MOST_BLOCKS = 500; // that wait while the page is busy; unasked, most are thrown away
  const lanes = { said: lane(), heard: lane() };

  function lane() {
    return { count: 0, rest: new Float32Array(0), thin: [], ends: [] };
  }

  const connections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...options) {
      super(...options);
      connections.push(this);
      this.addEventListener("track", ({ track }) => track.kind === "audio" && listen(track, "heard"));
    }
  };

  async function listen(track, name) {
    const here = (lanes[name] = lane());
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_BLOCKS }).readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || lanes[name] !== here) return;
      const block = new Float32Array(value.numberOfFrames);
      value.copyTo(block, { planeIndex: 0, format: "f32-planar" });
      value.close();
      add(here, block, performance.now());
    }
  }

  function add(here, block, now) {
    here.count += block.length;
    // A block comes late, never early: the least of what each says is when the first sample was.
    here.ends.push(now - (1000 * here.count) / RATE);
    if (here.ends.length > LATELY) here.ends.shift();
    const all = new Float32Array([...here.rest, ...block]), whole = Math.floor(all.length / THIN);
    for (let n = 0; n < whole; n++) {
      let sum = 0;
      for (let k = 0; k < THIN; k++) sum += all[n * THIN + k];
      here.thin.push(Math.max(-32768, Math.min(32767, (sum / THIN) * 32768)));
    }
    here.rest = all.slice(whole * THIN);
  }

  window.ear = {
    clock: () => performance.now(),
    /** In a call: from now on what the counsellor says is kept too. */
    begin: () => {
      const tracks = connections.flatMap((one) => one.getSenders()).map(({ track }) => track);
      listen(tracks.findLast((track) => track?.kind === "audio" && track.readyState === "live"), "said");
    },
    /** Since the last time: samples in base 64, and when the first of them was, in ms. */
    take: (name) => {
      const here = lanes[name], first = here.count / THIN - here.thin.length;
      const bytes = new Uint8Array(Int16Array.from(here.thin).buffer);
      here.thin = [];
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { at: Math.min(...here.ends) + (1000 * first * THIN) / RATE, samples: btoa(text) };
    },
  };
})();
