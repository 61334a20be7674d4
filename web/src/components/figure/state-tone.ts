/** How a state is drawn: in use, to be looked at, shut out, or simply over. */
export type Tone = 'good' | 'watch' | 'bad' | 'over';
