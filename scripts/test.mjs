// npm test [-- --long]: everything that has to hold before a change may land.
import './steps/check-node.mjs';

await import('./steps/test.mjs');
