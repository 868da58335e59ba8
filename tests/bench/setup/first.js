// Put into the console's page before its own scripts, after bar.js: when the first picture of each
// call is presented. The page itself is not changed and does not know.
(() => {
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  /** @type {{at: number, count: number | null}[]} of the call under way */
  let firsts = [];

  function presented(/** @type {HTMLVideoElement} */ video, stream) {
    video.requestVideoFrameCallback(async (_, { presentationTime: at }) => {
      const frame = new VideoFrame(video);
      const count = await readBar(frame).catch(() => null);
      frame.close();
      firsts.push({ at, count });
      // a card or a black picture is no picture of the room
      if (count === null && video.srcObject === stream) presented(video, stream);
    });
  }

  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    get() {
      return get.call(this);
    },
    set(stream) {
      set.call(this, stream);
      if (this.id === "remote" && stream) presented(this, stream);
    },
  });

  window.first = { forget: () => (firsts = []), found: () => firsts.find(({ count }) => count !== null)?.at ?? null };
})();
