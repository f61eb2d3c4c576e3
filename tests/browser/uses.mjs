// What a stylesheet (standard input) uses that browsers of 2016 do not know: one feature's name (caniuse.com) a line.
import { text } from "node:stream/consumers";
import postcss from "postcss";
import DoIUse from "doiuse/lib/DoIUse.js";

const used = new Set();
const browsers = ["chrome 49", "firefox 45", "safari 9.1", "ios_saf 9.3", "edge 14"];
await postcss([new DoIUse({ browsers, onFeatureUsage: (usage) => used.add(usage.feature) })])
  .process(await text(process.stdin), { from: undefined });
console.log([...used].sort().join("\n"));
