"""What is said at one end, and whether it was heard at the other."""

import base64
import io

import av
import numpy as np
from numpy.typing import NDArray

from devices.virtual.recognise import speech_score
from devices.virtual.sound import RATE

from .evidence import Proof

BY_RESIDENT = "Bonjour, je viens pour mon dossier de retraite, j'ai apporté le formulaire."
BY_COUNSELLOR = "Bonjour, posez votre formulaire sur la vitre, je m'occupe de la suite."
BY_NOBODY = "La météo annonce du brouillard jeudi matin sur la vallée, puis des éclaircies."

Samples = NDArray[np.int16]

RECORD_REMOTE = """async ([selector, seconds]) => {
  const stream = new MediaStream(document.querySelector(selector).srcObject.getAudioTracks());
  const recorder = new MediaRecorder(stream), pieces = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""
"Run in the console's page: the sound of a video element, as base64 of what MediaRecorder wrote."


def from_page(recorded: str) -> Samples:
    """The answer of :data:`RECORD_REMOTE` as mono samples at 48 kHz."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    found = []
    with av.open(io.BytesIO(base64.b64decode(recorded)), "r") as file:
        for frame in file.decode(audio=0):
            found += [out.to_ndarray()[0] for out in resampler.resample(frame)]
        found += [out.to_ndarray()[0] for out in resampler.resample(None)]
    return np.concatenate(found) if found else np.zeros(0, np.int16)


def proof(sent: Samples, control: Samples, received: Samples) -> Proof:
    """Is it the sentence `sent`, and not just any speech?"""
    return Proof(
        round(speech_score(sent, received, RATE), 3),
        round(speech_score(control, received, RATE), 3),
    )
