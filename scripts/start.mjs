// npm start: packages, pages, server. Imported after the check, because the rest needs the Node it asks for.
import './steps/check-node.mjs';

await import('./steps/start.mjs');
