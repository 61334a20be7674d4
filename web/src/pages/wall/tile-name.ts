import type { Locale } from '../../stores/preferences.ts';

const KIND_ZH = /(街道|镇|乡)$/;
const KIND_EN = /\s+(Subdistrict|Town|Township)$/;

/** A tile holds the two characters a township is known by; English names lose their kind and may need small type. */
export function tileName(name: string, locale: Locale): { text: string; size: 'short' | 'long' } {
  const text = name.replace(locale === 'zh' ? KIND_ZH : KIND_EN, '');
  return { text, size: locale === 'en' ? 'long' : 'short' };
}
