// Put into the console's page before its own scripts, after bar.js: what the counsellor sees and
// hears, each picture as it is decoded. The page itself is not changed and does not know.
(() => {
  const MOST_PICTURES = 400;
  // Of 10 ms: while the page is busy its sound waits. Unasked, most of it is thrown away, and the voice
  // that is scored has holes the counsellor never heard.
  const MOST_BLOCKS = 500;
  /** @type {RTCPeerConnection[]} */
  const connections = [];
  let decoded = [], pictures = [], sound = [], taken = null;

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...options) {
      super(...options);
      connections.push(this);
      this.addEventListener("track", ({ track }) => (track.kind === "video" ? look(track) : hear(track)));
    }
  };

  async function* each(track, options) {
    const reader = new MediaStreamTrackProcessor({ track, ...options }).readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  }

  async function look(track) {
    for await (const frame of each(track)) {
      const at = performance.now();
      if (taken) {
        const count = await readBar(frame);
        const { width, height } = frame.visibleRect;
        decoded.push([count, at]);
        if (count !== null && isWanted(count) && pictures.length < MOST_PICTURES) {
          const pixels = new Uint8Array(frame.allocationSize());
          const planes = await frame.copyTo(pixels);
          pictures.push({ count, at, width, height, format: frame.format, planes, pixels });
        }
      }
      frame.close();
    }
  }

  const isWanted = (count) => taken.windows.some((first) => count >= first && count < first + taken.window);

  async function hear(track) {
    for await (const data of each(track, { maxBufferSize: MOST_BLOCKS })) {
      if (taken) {
        const block = new Float32Array(data.numberOfFrames);
        data.copyTo(block, { planeIndex: 0, format: "f32-planar" });
        taken.rate = data.sampleRate;
        sound.push(Int16Array.from(block, (value) => Math.max(-32768, Math.min(32767, value * 32768))));
      }
      data.close();
    }
  }

  const packed = (parts) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(new Blob(parts));
  });

  async function codec() {
    for (const connection of connections.filter((one) => one.connectionState === "connected")) {
      const report = await connection.getStats();
      for (const entry of report.values())
        if (entry.type === "inbound-rtp" && entry.kind === "video" && entry.codecId)
          return report.get(entry.codecId).mimeType;
    }
    return "";
  }

  window.eye = {
    /** Whether the counsellor says nothing: the kiosk waits for a pause to say its own line. */
    hush: (hushed) => connections.flatMap((one) => one.getSenders()).forEach(({ track }) => {
      if (track?.kind === "audio") track.enabled = !hushed;
    }),
    clock: () => performance.now(),
    begin: (windows, window) => {
      [decoded, pictures, sound] = [[], [], []];
      taken = { windows, window, rate: 48000, since: performance.now() };
    },
    /** All that was seen, but for the pixels. */
    end: async () => {
      const { rate, since } = taken, milliseconds = performance.now() - since;
      taken = null;
      return {
        decoded, rate, milliseconds, codec: await codec(),
        pictures: pictures.map(({ pixels, ...rest }) => rest),
      };
    },
    picture: (number) => packed([pictures[number].pixels]),
    sound: () => packed(sound),
  };
})();
