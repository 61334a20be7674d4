// npm start: packages, pages, server.
import './steps/check-node.mjs';

// No await at this level: the oldest Node that reads modules must get as far as the check.
void import('./steps/start.mjs');
