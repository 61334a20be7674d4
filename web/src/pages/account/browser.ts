/** What a session was opened with, as far as the browser says it; `null` for what it does not. */
export interface Browser {
  readonly name: string | null;
  /** Number of the main version. */
  readonly version: string | null;
  readonly system: string | null;
}

/** First match counts: most browsers call themselves Chrome and Safari, too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/(?:QAXBrowser|Qaxbrowser)\/(\d+)/, 'QAX'],
  [/(?:360SE|360EE|QihooBrowser|QihooBrowserHD)(?:\/(\d+))?/, '360'],
  [/(?:UOSBrowser|UBrowser|UOS Browser)(?:\/(\d+))?/, 'UOS'],
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/DingTalk\/(\d+)/, 'DingTalk'],
  [/MetaSr ?(\d+)?/, 'Sogou'],
  [/QQBrowser\/(\d+)/, 'QQ'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/(?:OPR|Opera)\/(\d+)/, 'Opera'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/, 'Safari'],
  [/^curl\/(\d+)/, 'curl'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/UOS|Uos|Deepin/, 'UOS'],
  [/Kylin|KYLIN/, 'Kylin'],
  [/Linux/, 'Linux'],
];

/** The browser and its system by the name it gives itself (`User-Agent`). */
export function browserOf(agent: string): Browser {
  const browser = BROWSERS.map(([sign, name]) => ({ found: sign.exec(agent), name })).find(({ found }) => found);
  return {
    name: browser?.name ?? null,
    version: browser?.found?.[1] ?? null,
    system: SYSTEMS.find(([sign]) => sign.test(agent))?.[1] ?? null,
  };
}
