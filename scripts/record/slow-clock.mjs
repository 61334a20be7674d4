// Preloaded into the server under record (`node --import`), and by NODE_OPTIONS into its children. Dates begin at an
// instant and go slower than the machine, so that minutes of recording are less than a second of the record. Timers are not
// touched.
const { start, began, rate } = JSON.parse(process.env['RECORD_CLOCK'] ?? '{}');
const RealDate = Date;
const now = () => Math.floor(start + (RealDate.now() - began) * rate);

const SlowDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
RealDate.prototype.constructor = SlowDate;
globalThis.Date = SlowDate;
