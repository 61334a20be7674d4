/** One unit on the strip of its class. */
export interface StripMark {
  code: string;
  /** Per cent of the strip's width. */
  x: number;
  isOwn: boolean;
}

export interface PeerStrip {
  marks: StripMark[];
  /** Ends of the scale, whole tens. */
  from: number;
  to: number;
}

/**
 * Where a unit stands among its class: every printed score as a stroke on one line, the own one last
 * so that it lies on top.
 *
 * @param peers printed scores of the class, at least one
 */
export function peerStrip(peers: readonly { code: string; score: number }[], own: string): PeerStrip {
  const scores = peers.map(({ score }) => score);
  const from = Math.floor(Math.min(100, ...scores) / 10) * 10;
  const to = Math.max(from + 10, Math.ceil(Math.max(0, ...scores) / 10) * 10);
  const place = (score: number) => (100 * (score - from)) / (to - from);
  const marks = peers.map(({ code, score }) => ({ code, x: place(score), isOwn: code === own }));
  marks.sort((a, b) => Number(a.isOwn) - Number(b.isOwn));
  return { marks, from, to };
}
