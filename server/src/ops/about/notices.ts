import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComponentKind } from '@dangzhi/metrics/contract';

/** What other people's work a tree of ours holds, and under which licences: made by `scripts/notices`, read here. */
export const NOTICES_FOLDER = 'notices';
export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
/** Software bill of materials, CycloneDX. */
export const SBOM_FILE = 'sbom.cdx.json';

/** Something inside a component, as its makers name it. */
export interface Part {
  readonly name: string;
  /** `null` where its makers do not say. */
  readonly version: string | null;
  /** An SPDX expression, or its makers' own word. */
  readonly licence: string;
  /** Numbers of its texts. */
  readonly texts: readonly number[];
}

export interface Component extends Part {
  readonly kind: ComponentKind;
  readonly parts: readonly Part[];
}

export interface Notices {
  readonly components: readonly Component[];
  /** Each text once, by its number from 1. */
  readonly texts: ReadonlyMap<number, string>;
}

/** A line that begins a text, in a file of texts that may hold lines of any other kind. */
const MARK = /^#{8} (\d+) #{8}$/;
const markOf = (number: number): string => `######## ${number} ########`;

/** The texts as one file a person can read: who is in it, then every text with who it is of. */
export function printNotices(product: string, { components, texts }: Notices): string {
  const line = ({ name, version, licence, texts: own }: Part): string =>
    `${[name, version].filter((word) => word !== null).join(' ')} · ${licence} · ${own.join(', ')}`;
  const of = new Map<number, string[]>();
  for (const one of components.flatMap((component) => [component, ...component.parts]))
    for (const number of one.texts) of.set(number, [...(of.get(number) ?? []), one.name]);
  const lists = components.flatMap((component) => [
    line(component),
    ...component.parts.map((part) => `    ${line(part)}`),
  ]);
  const bodies = [...texts].map(
    ([number, text]) => `${markOf(number)}\n${[...new Set(of.get(number))].join(', ')}\n\n${text}\n`,
  );
  return `${product}: notices of the software and fonts it holds\n
name, version · licence · numbers of its texts below; indented: what its makers say is inside.\n
${lists.join('\n')}\n\n${bodies.join('\n')}`;
}

function readTexts(file: string): Map<number, string> {
  const texts = new Map<number, string>();
  let own: { number: number; lines: string[] } | null = null;
  const close = (): void => {
    // Below the mark stands who it is of, and an empty line.
    if (own !== null) texts.set(own.number, own.lines.slice(2).join('\n').trimEnd());
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, number] = MARK.exec(line) ?? [];
    if (number !== undefined) {
      close();
      own = { number: Number(number), lines: [] };
    } else own?.lines.push(line);
  }
  close();
  return texts;
}

// Members of CycloneDX 1.6 that are written, and read again.
interface BomComponent {
  readonly type: 'library' | 'platform' | 'application' | 'file';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly licenses: readonly (
    { readonly license: { readonly id?: string; readonly name?: string } } | { readonly expression: string }
  )[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly components?: readonly BomComponent[];
}

const KIND = 'dangzhi:kind';
const TEXTS = 'dangzhi:texts';

/** An expression is of identifiers that SPDX lists; makers' own words are not, such as "BSD" or "Public Domain". */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;
const licensesOf = (licence: string, isListed: (id: string) => boolean): BomComponent['licenses'] => {
  if (isListed(licence)) return [{ license: { id: licence } }];
  const ids = licence.split(/ (?:AND|OR|WITH) |[()]/).filter((id) => id.trim() !== '');
  const isExpression = ids.length > 1 && ids.every((id) => IDENTIFIER.test(id.trim()));
  return [isExpression ? { expression: licence } : { license: { name: licence } }];
};

/**
 * @param isListed whether SPDX lists an identifier
 * @param product our own name and version
 */
export function printSbom(
  product: { readonly name: string; readonly version: string },
  { components }: Notices,
  isListed: (id: string) => boolean,
): string {
  const toBom = (one: Part, kind: ComponentKind | null, above: string): BomComponent => {
    const ref = `${above}${one.name}@${one.version ?? ''}`;
    const isOfNpm = kind === 'library' || kind === 'page' || kind === 'font';
    const parts = (one as Partial<Component>).parts ?? [];
    return {
      type: kind === 'runtime' || kind === 'engine' ? 'platform' : kind === 'font' ? 'file' : 'library',
      'bom-ref': ref,
      name: one.name,
      ...(one.version !== null && { version: one.version }),
      ...(isOfNpm && { purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}` }),
      licenses: licensesOf(one.licence, isListed),
      properties: [
        ...(kind === null ? [] : [{ name: KIND, value: kind }]),
        { name: TEXTS, value: one.texts.join(' ') },
      ],
      ...(parts.length > 0 && { components: parts.map((part) => toBom(part, null, `${ref}/`)) }),
    };
  };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': product.name, ...product } },
    components: components.map((component) => toBom(component, component.kind, '')),
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}

/** @returns `null` where none were made, as in a checkout that was never built */
export function readNotices(root: string): Notices | null {
  const [texts, sbom] = [NOTICES_FILE, SBOM_FILE].map((file) => path.join(root, NOTICES_FOLDER, file)) as [
    string,
    string,
  ];
  if (!existsSync(texts) || !existsSync(sbom)) return null;
  const { components } = JSON.parse(readFileSync(sbom, 'utf8')) as { components: readonly BomComponent[] };
  const property = ({ properties }: BomComponent, name: string): string =>
    properties.find((one) => one.name === name)?.value ?? '';
  const toPart = (one: BomComponent): Part => {
    const [licence] = one.licenses;
    return {
      name: one.name,
      version: one.version ?? null,
      licence:
        licence === undefined
          ? ''
          : 'expression' in licence
            ? licence.expression
            : (licence.license.id ?? licence.license.name ?? ''),
      texts: property(one, TEXTS).split(' ').filter(Boolean).map(Number),
    };
  };
  return {
    components: components.map((one) => ({
      ...toPart(one),
      kind: property(one, KIND) as ComponentKind,
      parts: (one.components ?? []).map(toPart),
    })),
    texts: readTexts(texts),
  };
}
