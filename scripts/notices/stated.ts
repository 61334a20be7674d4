import type { ComponentKind } from '@dangzhi/metrics/contract';
import type { Component, Notices, Part } from '../../server/src/ops/about/notices.ts';
import { isPermitted, licenceOf } from './licences.ts';

/** What somebody else's work says of itself. */
export interface Stated {
  readonly name: string;
  readonly version: string | null;
  readonly licence: string;
  readonly texts: readonly string[];
}

export interface StatedComponent extends Stated {
  readonly kind: ComponentKind;
  readonly parts?: readonly Stated[];
}

/** Parts whose licence asks for more than its text, by name, and why they are packed all the same. */
export type Excused = Readonly<Record<string, { readonly licence: string; readonly why: string }>>;

/**
 * Holds what is packed against what may be, and gives each text a number once.
 *
 * @throws Error naming everything that has no text, or a licence that may not be packed
 */
export function toNotices(stated: readonly StatedComponent[], excused: Excused = {}): Notices {
  const faults = stated.flatMap((one) => [one, ...(one.parts ?? [])]).flatMap((one) => faultsOf(one, excused));
  if (faults.length > 0) throw new Error(`Not packed:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const plain = plainText(text);
    const number = numbers.get(plain) ?? numbers.size + 1;
    numbers.set(plain, number);
    return number;
  };
  const toPart = ({ name, version, licence, texts }: Stated): Part => ({
    name,
    version,
    licence: licenceOf(licence),
    texts: [...new Set(texts.map(numberOf))],
  });
  const components = stated.map((one): Component => ({
    ...toPart(one),
    kind: one.kind,
    parts: (one.parts ?? []).map(toPart),
  }));
  return { components, texts: new Map([...numbers].map(([text, number]) => [number, text])) };
}

function faultsOf({ name, version, licence, texts }: Stated, excused: Excused): string[] {
  const what = `${name}${version === null ? '' : ` ${version}`}`;
  const isFree = isPermitted(licenceOf(licence)) || excused[name]?.licence === licence;
  return [
    ...(isFree
      ? []
      : [
          `${what}: its licence ${licence || 'is not stated and'} may not be packed; scripts/notices/licences.ts says which may`,
        ]),
    ...(texts.every((text) => text.trim() === '')
      ? [`${what}: it carries no text of its licence; put one into scripts/notices/texts`]
      : []),
  ];
}

/** The same words are one text, whoever broke its lines; a line that would begin another text is indented. */
const plainText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd().replace(/^#{8} /, ' $&'))
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
