/* What the practice telephone sounds like: the browser's own voices, never one of another language; recordings; the
   tones of the keys, and of ringing. */

export const voices = window.speechSynthesis;
const ROWS = [697, 770, 852, 941]; // hertz, by the row of the key
const COLUMNS = [1209, 1336, 1477];
const RINGING = [440, 480]; // what a caller hears in North America
let sound = null;
let audio = null;

function voiceFor(language) {
  const wanted = language.toLowerCase();
  const has = (test) => voices.getVoices().find((voice) => test(voice.lang.toLowerCase().replace("_", "-")));
  return has((own) => own === wanted) || has((own) => own.split("-")[0] === wanted.split("-")[0]);
}

/* Whether there is a voice for it. */
export function speak(words, language) {
  const voice = voiceFor(language);
  if (!voice) return false;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = language;
  spoken.voice = voice;
  voices.speak(spoken);
  return true;
}

export function play(address) {
  audio = new Audio(address);
  return audio.play();
}

export function hush() {
  if (voices) voices.cancel();
  if (audio) audio.pause();
}

function sing(frequencies, seconds) {
  sound = sound || new AudioContext();
  for (const frequency of frequencies) {
    const swing = sound.createOscillator();
    const volume = sound.createGain();
    swing.frequency.value = frequency;
    volume.gain.value = 0.06;
    swing.connect(volume).connect(sound.destination);
    swing.start();
    swing.stop(sound.currentTime + seconds);
  }
}

export function tone(key) {
  const place = "123456789*0#".indexOf(key);
  sing([ROWS[Math.floor(place / 3)], COLUMNS[place % 3]], 0.12);
}

export const ring = (seconds) => sing(RINGING, seconds);
