import path from 'node:path';

import type { Rule } from 'eslint';
import { RULES } from '../../metrics/src/rules/index.ts';

/** Where a rule says what is true of it; and tests and data, which name rules as a scheme does. */
const EXEMPT = /^metrics\/src\/rules\/|\.(test|fixture)\.ts$|\/testing\//;

const RULE_TYPES: ReadonlySet<unknown> = new Set(Object.keys(RULES));
const COMPARISONS: ReadonlySet<unknown> = new Set(['===', '!==', '==', '!=']);
/** Ways to ask whether a text is, or begins like, another. */
const QUESTIONS = /^(includes|has|indexOf|startsWith|endsWith|match|test)$/;

/** As much of a node as is looked at. */
interface Syntax {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly operator?: unknown;
  readonly left?: Syntax;
  readonly right?: Syntax;
  readonly object?: Syntax;
  readonly property?: Syntax;
  readonly expression?: Syntax;
  readonly discriminant?: Syntax;
  readonly cases?: readonly { readonly test: Syntax | null }[];
  readonly callee?: Syntax;
  readonly arguments?: readonly Syntax[];
}

/** `leaf.rule?.type` is parsed as a chain around what it is without one. */
const unchained = (node: Syntax | undefined): Syntax | undefined =>
  node?.type === 'ChainExpression' ? node.expression : node;

const nameOf = (node: Syntax | undefined): string => {
  const inner = unchained(node);
  if (inner?.type === 'MemberExpression') return nameOf(inner.property);
  return inner?.type === 'Identifier' ? String(inner.name) : '';
};

/** `x.type`, whatever x is, and `type` alone. */
const isType = (node: Syntax | undefined): boolean => nameOf(node) === 'type';

/** `rule.type`, `leaf.rule.type`, `otherRule.type`. */
const isTypeOfRule = (node: Syntax | undefined): boolean => {
  const inner = unchained(node);
  return inner?.type === 'MemberExpression' && isType(inner) && /rule$/i.test(nameOf(inner.object));
};

const namesRule = (node: Syntax | null | undefined): boolean => node?.type === 'Literal' && RULE_TYPES.has(node.value);

function comparesRules({
  type,
  operator,
  left,
  right,
  discriminant,
  cases,
  callee,
  arguments: given,
}: Syntax): boolean {
  switch (type) {
    case 'BinaryExpression':
      return COMPARISONS.has(operator) && ((isType(left) && namesRule(right)) || (isType(right) && namesRule(left)));
    case 'SwitchStatement':
      return (
        isTypeOfRule(discriminant) || (isType(discriminant) && cases?.some(({ test }) => namesRule(test)) === true)
      );
    case 'CallExpression': {
      const called = unchained(callee);
      if (!QUESTIONS.test(nameOf(called))) return false;
      return isTypeOfRule(called?.object) || given?.some(isTypeOfRule) === true;
    }
    default:
      return false;
  }
}

interface TemplateServices {
  readonly defineTemplateBodyVisitor?: (template: Rule.RuleListener, script: Rule.RuleListener) => Rule.RuleListener;
}

/** ESLint rule: nobody but the rules' own folder looks at a rule's type; its definition is asked instead. */
export const ruleTypes: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      compared:
        'asks which kind of rule this is; let the rule say what you need to know (metrics/src/rules/rule.ts), or look words up in a Record<RuleType, …>',
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    if (EXEMPT.test(file)) return {};
    const check = (node: Rule.Node): void => {
      if (comparesRules(node as unknown as Syntax)) context.report({ node, messageId: 'compared' });
    };
    const visitor = { BinaryExpression: check, SwitchStatement: check, CallExpression: check };
    const { defineTemplateBodyVisitor } = context.sourceCode.parserServices as TemplateServices;
    return defineTemplateBodyVisitor?.(visitor, visitor) ?? visitor;
  },
};
