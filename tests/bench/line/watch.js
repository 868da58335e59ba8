// Put into the console's page before its own scripts: remembers every peer connection that the page
// makes, and tells their figures. The page itself is not changed and does not know.
(() => {
  /** @type {RTCPeerConnection[]} */
  const connections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...options) {
      super(...options);
      connections.push(this);
    }
  };

  const INBOUND = {
    audio: [
      "packetsReceived", "packetsLost", "bytesReceived", "totalSamplesReceived", "concealedSamples",
      "silentConcealedSamples", "concealmentEvents", "fecPacketsReceived", "jitterBufferDelay",
      "jitterBufferEmittedCount", "totalAudioEnergy",
    ],
    video: [
      "packetsReceived", "packetsLost", "bytesReceived", "framesDecoded", "framesReceived",
      "keyFramesDecoded", "freezeCount", "totalFreezesDuration", "nackCount", "pliCount",
      "frameWidth", "frameHeight", "qpSum", "jitterBufferDelay", "jitterBufferEmittedCount",
    ],
  };
  const OUTBOUND = {
    audio: ["packetsSent", "bytesSent"],
    video: ["packetsSent", "bytesSent", "framesEncoded", "keyFramesEncoded", "frameWidth", "nackCount",
      "pliCount", "targetBitrate"],
  };

  const picked = (entry, names) => Object.fromEntries(names.map((name) => [name, entry[name] ?? 0]));

  /** The loudspeaker of this desk plays it. */
  function isHeard(connection) {
    const stream = document.querySelector("video#remote")?.srcObject;
    const playing = stream instanceof MediaStream ? stream.getAudioTracks() : [];
    return connection.getReceivers().some(({ track }) => playing.includes(track));
  }

  async function figures(connection, number) {
    const found = { number, state: connection.connectionState, heard: isHeard(connection) };
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type === "inbound-rtp") found[`in_${entry.kind}`] = picked(entry, INBOUND[entry.kind]);
      if (entry.type === "outbound-rtp") found[`out_${entry.kind}`] = picked(entry, OUTBOUND[entry.kind]);
      if (entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded") {
        found.rtt = entry.currentRoundTripTime;
      }
    }
    return found;
  }

  window.watched = async () => {
    const stage = document.querySelector("visavis-stage");
    const alive = connections.map((connection, number) => [connection, number])
      .filter(([connection]) => connection.connectionState !== "closed");
    return {
      phase: stage?.getAttribute("data-phase") ?? "none",
      media: stage?.getAttribute("data-media") ?? "none",
      connections: await Promise.all(alive.map(([each, number]) => figures(each, number))),
    };
  };
})();
