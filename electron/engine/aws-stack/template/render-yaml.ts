import type { Intrinsic, Members, TemplateValue } from './cloudformation.ts';

/** Words without a character that has a meaning in YAML; a colon has one before a space only. */
const plainText = /^[A-Za-z][\w./]*(?:(?: |-|:+)[\w./]+)*$/;
const reserved = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

const quote = (text: string): string =>
  plainText.test(text) && !reserved.test(text) ? text : `'${text.replaceAll("'", "''")}'`;

const isIntrinsic = (value: object): value is Intrinsic => 'tag' in value && 'text' in value;

const isList = (value: TemplateValue): value is readonly TemplateValue[] => Array.isArray(value);

/** A text of several lines as a literal block, whose lines end as they are. */
function renderText(text: string, indent: string): string {
  if (!text.includes('\n')) return quote(text);
  const lines = text.replace(/\n$/, '').split('\n');
  const style = text.endsWith('\n') ? '|' : '|-';
  return `${style}\n${lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n')}`;
}

/** @returns the value after `name:` or `-`; blocks begin with a line break. */
function renderValue(value: TemplateValue, indent: string): string {
  if (typeof value === 'string') return ` ${renderText(value, indent)}`;
  if (typeof value !== 'object') return ` ${String(value)}`;
  if (isList(value)) return value.length === 0 ? ' []' : `\n${renderList(value, indent)}`;
  if (isIntrinsic(value)) return ` !${value.tag} ${renderText(value.text, indent)}`;
  const members = renderMembers(value, indent);
  return members === '' ? ' {}' : `\n${members}`;
}

const renderList = (items: readonly TemplateValue[], indent: string): string =>
  items
    .map((item) => {
      const text = renderValue(item, `${indent}  `);
      // A mapping begins on the line of its dash.
      return text.startsWith('\n') ? `${indent}- ${text.trimStart()}` : `${indent}-${text}`;
    })
    .join('\n');

const renderMembers = (value: Members, indent: string): string =>
  Object.entries(value)
    .flatMap(([name, member]) =>
      member === undefined ? [] : `${indent}${quote(name)}:${renderValue(member, `${indent}  `)}`,
    )
    .join('\n');

/**
 * A template as YAML 1.1, which CloudFormation reads: block style, with the short forms of intrinsic functions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export const renderYaml = (template: Members): string => `${renderMembers(template, '')}\n`;
