// npx -y pnpm@12.21.0 package [folder]: an archive for a Linux x64 machine without network.
import './steps/check-node.mjs';

// No await at this level: the oldest Node that reads modules must get as far as the check.
void import('./steps/package.mjs');
