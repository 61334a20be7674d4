import type { Locale } from '../../../stores/preferences.ts';

const KIND_ZH = /(街道|镇|乡)$/;
const KIND_EN = /\s+(Subdistrict|Town|Township)$/;

/** The first syllable of a name in pinyin: vowels, then `n` or `ng` if a consonant follows. */
const FIRST_SYLLABLE = /^([^aeiou]*[aeiou]+(?:ng|n)?)(?=[^aeiou])/i;

/** A tile holds the two characters a township is known by; English names lose their kind, need small type, and may break between their syllables. */
export function tileName(name: string, locale: Locale): { text: string; size: 'short' | 'long' } {
  if (locale === 'zh') return { text: name.replace(KIND_ZH, ''), size: 'short' };
  return { text: name.replace(KIND_EN, '').replace(FIRST_SYLLABLE, '$1\u00ad'), size: 'long' };
}
