/** One sentence in the languages a page can print. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * `error`: the document contradicts itself, or cannot be scored. `warning`: it can be scored, and probably
 * does not say what was meant. `note`: worth knowing before somebody asks.
 */
export type Severity = 'error' | 'warning' | 'note';

interface FindingText {
  readonly severity: Severity;
  /** What is found. */
  readonly message: Text;
  /** Why it matters. */
  readonly why: Text;
  readonly mend: Text;
}

/**
 * Every finding, in words. One table read top to bottom, and longer than other files for that; codes are
 * permanent, never renamed or reused. `{node}` and `{other}` are the nodes' names with their codes, every
 * other word in braces is an entry of the finding's `data`.
 */
export const TEXTS = {
  unreadable: {
    severity: 'error',
    message: { zh: '此处不符合方案文档的格式：{fault}', en: 'This is not what a scheme document has here: {fault}' },
    why: {
      zh: '格式不符的文档无法读取，其余检查也无法进行。',
      en: 'It cannot be read, so nothing else can be checked.',
    },
    mend: {
      zh: '按提示修改；格式见公布的 JSON Schema。',
      en: 'Change it as it says; the published JSON Schema has the format.',
    },
  },
  refused: {
    severity: 'error',
    message: { zh: '方案不会被接受：{fault}', en: 'The scheme is refused: {fault}' },
    why: { zh: '照此无法计分。', en: 'It cannot be scored like this.' },
    mend: { zh: '按提示修改。', en: 'Change it as it says.' },
  },
  'group-sum': {
    severity: 'error',
    message: {
      zh: '{node}下各项合计{sum}分，而本项为{own}分（{gap}）。',
      en: 'The parts of {node} add up to {sum} points, and it is worth {own} ({gap}).',
    },
    why: {
      zh: '总分不等于各部分之和，被考核单位无法核对自己的得分。',
      en: 'The total is not the sum of its parts: nobody can check a score by adding.',
    },
    mend: { zh: '修改各项分值或本项分值，使两者相等。', en: 'Change the parts or the whole until they are equal.' },
  },
  'root-total': {
    severity: 'error',
    message: {
      zh: '总项{node}为{own}分，而方案总分写为{total}分。',
      en: '{node}, the whole, is worth {own} points, and "total" says {total}.',
    },
    why: { zh: '满分是多少，文档说法不一。', en: 'The document gives two answers to what a full score is.' },
    mend: { zh: '让总项分值与总分相等。', en: 'Make the two equal.' },
  },
  'nearly-total': {
    severity: 'warning',
    message: {
      zh: '{node}下各项权重合计{sum}，接近但不等于{goal}。',
      en: 'The weights under {node} add up to {sum}, which is nearly, but not, {goal}.',
    },
    why: {
      zh: '没有写明总分的方案按比例折算权重，差额会被悄悄分摊。',
      en: 'Without a "total" weights are scaled, and the gap is shared out in silence.',
    },
    mend: {
      zh: '补足差额，或写明总分以便严格核对。',
      en: 'Close the gap, or write a "total" so that sums are held to it.',
    },
  },
  'items-sum': {
    severity: 'error',
    message: {
      zh: '{node}标为{own}分，而其细则合计{sum}分（{gap}）。',
      en: '{node} is headed {own} points, and its sub-rules give {sum} ({gap}).',
    },
    why: {
      zh: '细则全部做到也得不到标明的分值，或会超过它。',
      en: 'Whoever fulfils every sub-rule gets less, or more, than the item says it is worth.',
    },
    mend: {
      zh: '请制定单位说明是缺一条细则还是分值写错，再改。',
      en: 'Ask its author whether a sub-rule is lacking or a figure is wrong; then change it.',
    },
  },
  'group-weightless': {
    severity: 'error',
    message: {
      zh: '{node}有权重{own}，而其下各项权重全为 0。',
      en: '{node} weighs {own}, and nothing under it weighs anything.',
    },
    why: {
      zh: '这一组永远没有得分，其权重会转给同级各项。',
      en: 'The group never has a score, and its weight goes to its siblings.',
    },
    mend: {
      zh: '给其下各项权重，或把本项权重设为 0 并说明理由。',
      en: 'Give its parts weights, or give it weight 0 and a reason.',
    },
  },
  'checklist-sum': {
    severity: 'warning',
    message: {
      zh: '{node}为{own}分，而清单各条合计{sum}分（{gap}）。',
      en: '{node} is worth {own} points, and the entries of its list {sum} ({gap}).',
    },
    why: {
      zh: '计分时清单得分按比例折算，与清单所写分数不符。',
      en: 'What is earned on the list is scaled: a point of the list is not a point of the score.',
    },
    mend: { zh: '修改清单各条分数或本项分值。', en: 'Change the entries, or what the item is worth.' },
  },
  'rule-points': {
    severity: 'warning',
    message: {
      zh: '{node}为{own}分，而计分规则以{full}分为满分。',
      en: '{node} is worth {own} points, and its rule counts from {full}.',
    },
    why: {
      zh: '规则中写的每一分都会按比例折算，“扣几分”与实际扣分不符。',
      en: 'Every point the rule speaks of is scaled: “2 points off” takes off something else.',
    },
    mend: { zh: '使规则的满分等于本项分值。', en: 'Let the rule count from what the item is worth.' },
  },
  'unreachable-points': {
    severity: 'warning',
    message: {
      zh: '{node}权重{own}，按其规则最多得{reachable}。',
      en: '{node} weighs {own}, and its rule gives {reachable} of that at most.',
    },
    why: {
      zh: '有分数谁也得不到，满分形同虚设。',
      en: 'There are points nobody can get: a full score is out of reach for all.',
    },
    mend: {
      zh: '使规则的最高得分达到满分，或降低本项分值。',
      en: 'Let the best of the rule be the full score, or make the item worth less.',
    },
  },
  'constant-rule': {
    severity: 'warning',
    message: {
      zh: '{node}的规则对任何数值都给同一得分{score}。',
      en: 'The rule of {node} gives {score} whatever the value is.',
    },
    why: {
      zh: '本项不能区分任何单位，却占用权重{own}。',
      en: 'It tells nobody apart, and takes a weight of {own} to do so.',
    },
    mend: { zh: '修改规则，或把权重设为 0 并说明理由。', en: 'Change the rule, or give it weight 0 and a reason.' },
  },
  'tiers-out-of-order': {
    severity: 'error',
    message: {
      zh: '{where}的档次重叠或次序颠倒：下限{bound}排在{above}之后。',
      en: 'Tiers of {where} overlap or are out of order: bound {bound} comes after {above}.',
    },
    why: {
      zh: '同一数值同时落入两档，排在后面的一档永远用不到。',
      en: 'A value lies in two tiers at once, and the later of them is never used.',
    },
    mend: { zh: '从好到差排列，界限各不相同。', en: 'Write the best first, each with a bound of its own.' },
  },
  'tiers-same-score': {
    severity: 'note',
    message: {
      zh: '{node}在{bound}处的分档不起作用：两边得分都是{score}。',
      en: 'The tier of {node} at {bound} does nothing: it is {score} on both sides.',
    },
    why: { zh: '分档看似有区别，得分却没有区别。', en: 'It looks like a difference, and makes none.' },
    mend: { zh: '删去多余的一档，或给它不同的得分。', en: 'Take one of them away, or give it a score of its own.' },
  },
  'tiers-cliff': {
    severity: 'note',
    message: {
      zh: '{node}在{bound}处得分由{above}跌到{below}，相邻两档相差过大。',
      en: 'At {bound} the score of {node} falls from {above} to {below}: there is a gap between two tiers.',
    },
    why: {
      zh: '数值相差毫厘，得分相差一半以上。',
      en: 'A hair’s breadth in the value is more than half of the score.',
    },
    mend: { zh: '在两档之间增加一档，或改用分段赋分。', en: 'Put a tier between them, or use straight lines.' },
  },
  'ladder-bottom': {
    severity: 'warning',
    message: {
      zh: '{ladder}最低一档下限为{bound}，而得分可低至{lowest}。',
      en: 'The last of the {ladder} starts at {bound}, and a score can be as low as {lowest}.',
    },
    why: { zh: '低于该下限的单位仍会得到这一档。', en: 'Units below it are given that step all the same.' },
    mend: {
      zh: '为更低的得分增加一档，或把下限降到{lowest}。',
      en: 'Add a step for lower scores, or let the last one start at {lowest}.',
    },
  },
  'step-never-held': {
    severity: 'warning',
    message: {
      zh: '{ladder}中的“{step}”（下限{bound}）没有单位能够得到：得分在{lowest}至{highest}之间。',
      en: 'No unit can hold “{step}” of the {ladder} (from {bound}): scores lie between {lowest} and {highest}.',
    },
    why: { zh: '这一档形同虚设。', en: 'The step exists on paper only.' },
    mend: { zh: '修改下限，或删去这一档。', en: 'Change its bound, or take it away.' },
  },
  'flat-stretch': {
    severity: 'note',
    message: {
      zh: '{node}在{from}至{to}之间得分不变，都是{score}。',
      en: 'Between {from} and {to} the score of {node} stays at {score}.',
    },
    why: { zh: '在这一区间改进得不到任何分数。', en: 'Getting better there earns nothing.' },
    mend: { zh: '确认是有意为之，否则修改分段点。', en: 'Make sure it is meant; otherwise move the points.' },
  },
  'not-monotone': {
    severity: 'warning',
    message: {
      zh: '{node}的得分先{first}后{second}，转折在{value}处。',
      en: 'The score of {node} {first} and then {second}, turning at {value}.',
    },
    why: {
      zh: '对“{direction}”的指标，数值更好得分反而更低。',
      en: 'Of an indicator where {direction}, a better value scores less.',
    },
    mend: {
      zh: '修改得分；确属适度指标的，改用“适度区间”规则。',
      en: 'Change the scores; if the middle is meant to be best, use "inside-range".',
    },
  },
  'wrong-way': {
    severity: 'error',
    message: {
      zh: '{node}写明{direction}，而其规则恰好相反。',
      en: 'Of {node} {direction}, and its rule says the opposite.',
    },
    why: { zh: '做得越好得分越低。', en: 'Whoever does better scores less.' },
    mend: { zh: '改正方向，或把规则的数值倒过来。', en: 'Turn the direction, or the numbers of the rule.' },
  },
  'direction-ignored': {
    severity: 'warning',
    message: {
      zh: '{node}写明{direction}，而这种规则只能相反。',
      en: 'Of {node} {direction}, and a rule of this kind can only mean the opposite.',
    },
    why: {
      zh: '得分按规则计算，页面上的说明却按方向书写。',
      en: 'The score follows the rule, and what pages say of it the direction.',
    },
    mend: { zh: '改正方向。', en: 'Turn the direction.' },
  },
  'goalposts-swapped': {
    severity: 'error',
    message: {
      zh: '{node}的两个目标值写反了：下限{lower}大于上限{upper}。',
      en: 'The goalposts of {node} are swapped: "lower" {lower} is above "upper" {upper}.',
    },
    why: {
      zh: '无论哪个方向更好，下限都应是较小的数。',
      en: 'Whichever way is better, "lower" is the smaller number.',
    },
    mend: { zh: '两数对调。', en: 'Swap them.' },
  },
  'last-gains-most': {
    severity: 'warning',
    message: {
      zh: '{node}中最后一名得{last}分，每进一名少{step}分：越靠前得分越低。',
      en: 'In {node} the last gets {last} points and each place up {step} less: the better, the fewer.',
    },
    why: {
      zh: '这种写法通常用于扣分，放在得分项里会奖励最差的单位。',
      en: 'Such wording is meant for points taken off; among points given it rewards the worst.',
    },
    mend: {
      zh: '改为每进一名加分，或移到扣分项目。',
      en: 'Let points rise from the last up, or take the item out of the points given.',
    },
  },
  'heading-mismatch': {
    severity: 'error',
    message: {
      zh: '奖扣分部分标为{headed}分，而单次即可加{bonusOnce}分、扣{deductOnce}分，合计最多加{bonusMost}分、扣{deductMost}分。',
      en: 'The adjustments are headed {headed} points; one alone gives {bonusOnce} or takes {deductOnce}, all together give up to {bonusMost} and take up to {deductMost}.',
    },
    why: {
      zh: '标题分值既不是上限，也不计入总分，一次奖扣就能超过许多正式项目。',
      en: 'The heading is neither a cap nor a part of the total: one award outweighs many an item.',
    },
    mend: {
      zh: '请制定单位说明标题分值是否为上限，再改标题或奖扣分值。',
      en: 'Ask its author whether the heading is meant as a cap; then change it or the items.',
    },
  },
  'cap-below-item': {
    severity: 'warning',
    message: {
      zh: '{other}每次{kind}{each}分，而上限只有{cap}分。',
      en: '{other} is a {kind} of {each} points each, and the cap is {cap}.',
    },
    why: {
      zh: '一次就被上限截断，写明的分数从来给不全。',
      en: 'The first one is cut off already: the points it states are never given whole.',
    },
    mend: { zh: '提高上限，或降低单次分数。', en: 'Raise the cap, or give fewer points each.' },
  },
  'weight-zero-unreasoned': {
    severity: 'warning',
    message: { zh: '{node}权重为 0，没有写明理由。', en: '{node} has weight 0 and no reason for it.' },
    why: { zh: '不参与计分的指标，事后没有人记得原因。', en: 'Later nobody remembers why it takes no part.' },
    mend: { zh: '写明理由，或删去这一项。', en: 'Write the reason, or take it away.' },
  },
  'weight-negligible': {
    severity: 'note',
    message: {
      zh: '{node}在总分中只占{share}%，低于{limit}%。',
      en: '{node} is {share} % of the whole, less than {limit} %.',
    },
    why: { zh: '填报和核查的工作量与其作用不相称。', en: 'Reporting and checking it costs more than it decides.' },
    mend: { zh: '合并、删去，或提高权重。', en: 'Merge it, drop it, or give it more weight.' },
  },
  'grade-unknown': {
    severity: 'error',
    message: {
      zh: '引用的等次“{grade}”不在本方案的等次之中。',
      en: '“{grade}” is not one of the grades of this scheme.',
    },
    why: { zh: '一票否决或比例限制无法生效。', en: 'The veto or the quota that names it has no effect.' },
    mend: { zh: '改为已有等次的代码，或增加该等次。', en: 'Name a grade there is, or add it.' },
  },
  'veto-without-effect': {
    severity: 'warning',
    message: {
      zh: '{node}的否决把等次限制在最高一档“{grade}”，等于没有限制。',
      en: 'The veto of {node} holds the grade at “{grade}”, the best there is.',
    },
    why: { zh: '一票否决写了却不起作用。', en: 'It says veto, and vetoes nothing.' },
    mend: { zh: '改为较低的等次，或写明得分上限。', en: 'Name a lower grade, or write a cap on the score.' },
  },
  'indicator-twice': {
    severity: 'note',
    message: {
      zh: '{node}与{other}用的是同一个指标“{indicator}”。',
      en: '{node} and {other} are scored from the same indicator, “{indicator}”.',
    },
    why: {
      zh: '同一件事计两次分，实际权重是两项之和。',
      en: 'One thing is scored twice: its true weight is that of both.',
    },
    mend: { zh: '确认是有意为之，否则合并。', en: 'Make sure it is meant; otherwise merge them.' },
  },
  'no-values': {
    severity: 'warning',
    message: {
      zh: '{node}没有任何单位有数据（共{units}个单位）。',
      en: 'No unit has a value for {node}, out of {units}.',
    },
    why: {
      zh: '其权重{own}全部转给同级各项，或按缺报计分。',
      en: 'Its weight of {own} goes to its siblings, or is scored as the scheme says of what is absent.',
    },
    mend: {
      zh: '落实数据来源，或把权重设为 0 并说明理由。',
      en: 'Find who supplies it, or give it weight 0 and a reason.',
    },
  },
  'constant-values': {
    severity: 'note',
    message: {
      zh: '{node}各单位数值都是{value}（{present}个单位）。',
      en: 'All {present} values of {node} are {value}.',
    },
    why: {
      zh: '本期不能区分任何单位；按极差或排名计分的规则甚至无法计分。',
      en: 'It tells nobody apart this time; rules that compare units may have no score at all.',
    },
    mend: {
      zh: '核对数据是否为默认值；长期如此的，更换指标。',
      en: 'Check that it is not a default; if it stays so, choose another indicator.',
    },
  },
  saturated: {
    severity: 'note',
    message: {
      zh: '{node}有{share}%的单位得满分（{present}个中{best}个）。',
      en: '{share} % of the units have the full score of {node} ({best} of {present}).',
    },
    why: {
      zh: '指标已经饱和，不再能区分单位，也不再激励改进。',
      en: 'It is saturated: it no longer tells units apart, nor asks anything of them.',
    },
    mend: { zh: '提高目标值，或降低权重。', en: 'Raise the target, or lower the weight.' },
  },
  'equal-scores': {
    severity: 'note',
    message: {
      zh: '{node}数值各不相同，而{present}个单位得分都是{score}。',
      en: 'Values of {node} differ, and all {present} units score {score}.',
    },
    why: {
      zh: '规则的分档或目标值没有落在实际数值的范围内。',
      en: 'The tiers or goalposts of its rule lie outside what the values are.',
    },
    mend: { zh: '按实际数值范围调整规则。', en: 'Move the rule to where the values are.' },
  },
  correlated: {
    severity: 'warning',
    message: {
      zh: '{node}与{other}得分的相关系数为{correlation}（{pairs}个单位）。',
      en: 'Scores of {node} and {other} correlate at {correlation}, over {pairs} units.',
    },
    why: {
      zh: '两项说的几乎是同一件事，等于重复计分。',
      en: 'They say nearly the same thing, which is thus counted twice.',
    },
    mend: { zh: '保留其一，合并，或下调两者权重。', en: 'Keep one, merge them, or weigh both less.' },
  },
  'effective-weight-nothing': {
    severity: 'warning',
    message: {
      zh: '{node}名义上占{nominal}%，缺数转移权重后平均只占{effective}%。',
      en: '{node} is {nominal} % of the whole on paper, and {effective} % once absent values have handed on their weight.',
    },
    why: {
      zh: '多数单位没有数据，这项的实际作用几乎为零。',
      en: 'Most units lack it: what it decides is next to nothing.',
    },
    mend: { zh: '落实数据来源，或重新分配权重。', en: 'Find who supplies it, or share its weight out openly.' },
  },
  'no-classes': {
    severity: 'note',
    message: {
      zh: '方案按类别比较或取平均，而数据中所有单位同属一类。',
      en: 'The scheme compares or averages inside classes, and all units are of one class.',
    },
    why: { zh: '“同类平均”此时就是全体平均。', en: 'A class mean is then the mean of everybody.' },
    mend: { zh: '在数据中加上类别一列，或改用全体比较。', en: 'Give the data a class column, or compare with all.' },
  },
} as const satisfies Record<string, FindingText>;

export type FindingCode = keyof typeof TEXTS;

/** Words of `data` that are printed in the reader's language. */
export const WORDS: Readonly<Record<string, Text>> = {
  grades: { zh: '等次', en: 'grades' },
  colours: { zh: '五色', en: 'colours' },
  bonus: { zh: '加分', en: 'bonus' },
  deduct: { zh: '扣分', en: 'deduction' },
  higher: { zh: '越高越好', en: 'higher is better' },
  lower: { zh: '越低越好', en: 'lower is better' },
  rises: { zh: '升', en: 'rises' },
  falls: { zh: '降', en: 'falls' },
};
