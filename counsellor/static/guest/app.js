// @ts-check
// The guest's page, put together: the link's token comes from the address, after the "#", which
// browsers tell no server.

/** @import {Event, State} from "./state.js" */
/** @import {OwnMedia} from "../media.js" */
/** @import {Wish} from "./components/guest-page.js" */

import { closeOwnMedia, openOwnMedia } from "../media.js";
import { Call } from "./call.js";
import { openPage } from "./components/guest-page.js";
import { Line } from "./line.js";
import { initial, isOver, reduce } from "./state.js";

const token = /^#[A-Za-z0-9_-]{16,64}$/.test(location.hash) ? location.hash.slice(1) : "";
/** @type {State} */
let state = initial(token);
/** @type {OwnMedia | null} */
let media = null;

const page = openPage(wished);
const line = new Line({
  connect: () => new WebSocket(new URL("/ws/guest", location.href.replace(/^http/, "ws"))),
  token,
  onMessage: happened,
  onLost: () => happened({ type: "line_lost" }),
});
const call = new Call({
  own: () => ({ audio: media?.audio ?? null, video: media?.video ?? null }),
  say: (message) => line.say(message),
  onMedia: (media) => happened({ type: "media_changed", media }),
  show: (seen) => page.showCall(seen),
});

/** @param {Event} event */
function happened(event) {
  state = reduce(state, event);
  if (event.type === "guest_offer") void call.offered(event);
  if (isOver(state)) over();
  page.render(state);
}

/** Microphone and camera are shut before anything else is read. */
function over() {
  line.close();
  call.close();
  if (media) closeOwnMedia(media);
  media = null;
  page.showOwn(null);
}

/** @param {Wish} wish */
function wished(wish) {
  switch (wish.do) {
    case "enter":
      return void enter(wish);
    case "toggle":
      return toggle(wish.device);
    case "leave":
      line.say({ type: "guest_leave" });
      return happened({ type: "guest_over", guest: "", reason: "away" });
  }
}

/** @param {import("./line.js").Who} who */
async function enter({ name, quality }) {
  happened({ type: "asked" });
  media = await openOwnMedia();
  page.showOwn(media.video ? new MediaStream([media.video]) : null);
  happened({ type: "own_changed", own: media.own });
  happened({ type: "devices_open" });
  line.open({ name, quality });
}

/** @param {"microphone" | "camera"} device */
function toggle(device) {
  const track = device === "microphone" ? media?.audio : media?.video;
  if (!media || !track) return;
  track.enabled = !track.enabled;
  media.own = { ...media.own, [device]: track.enabled ? "on" : "muted" };
  happened({ type: "own_changed", own: media.own });
}

addEventListener("hashchange", () => location.reload()); // another link in the same window
addEventListener("pagehide", over);
page.render(state);
