// npm test [-- --long]: everything that has to hold before a change may land.
import './steps/check-node.mjs';

// No await at this level: the oldest Node that reads modules must get as far as the check.
void import('./steps/test.mjs');
