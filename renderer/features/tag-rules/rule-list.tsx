import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import styles from './selection.module.css';

interface Option<Kind extends string> {
  readonly value: Kind;
  readonly label: string;
}

interface Props<Rule, Kind extends string> {
  /** The accessible name: `Tag filter`. */
  readonly label: string;
  /** The noun in the names of the fields: `rule` or `renaming rule`. */
  readonly what: string;
  readonly rules: readonly Rule[];
  readonly max: number;
  readonly kinds: readonly Option<Kind>[];
  readonly getKind: (rule: Rule) => Kind;
  readonly create: (kind: Kind, before?: Rule) => Rule;
  readonly findChainProblem: (index: number) => string | undefined;
  readonly onChange: (rules: Rule[]) => void;
  readonly renderFields: (
    rule: Rule,
    given: {
      readonly name: string;
      readonly invalid: boolean;
      readonly onChange: (rule: Rule) => void;
    },
  ) => ReactNode;
  /** The text while there are no rules. */
  readonly empty: string;
}

/** Edits a list of rules, each with a kind and its fields. */
export function RuleList<Rule, Kind extends string>({
  label,
  what,
  rules,
  max,
  kinds,
  getKind,
  create,
  findChainProblem,
  onChange,
  renderFields,
  empty,
}: Props<Rule, Kind>) {
  const list = useRef<HTMLDivElement>(null);
  const replace = (index: number, rule: Rule): void => onChange(rules.with(index, rule));
  const add = (): void => {
    const [first] = kinds;
    if (!first) return;
    onChange([...rules, create(first.value)]);
    // The new rule's field exists after the next render.
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-of-type input')?.focus());
  };
  return (
    <div ref={list} className={styles.rules} role="group" aria-label={label}>
      {rules.length === 0 && <span className={styles.quiet}>{empty}</span>}
      {rules.length > 0 && (
        <ol className={styles.list}>
          {rules.map((rule, index) => {
            const name = `${what} ${index + 1}`;
            const problem = findChainProblem(index);
            const kind = getKind(rule);
            return (
              <li key={`${index} ${kind}`} className={styles.rule}>
                <Select
                  ariaLabel={`Kind of ${name}`}
                  options={kinds}
                  selectedOption={kinds.find(({ value }) => value === kind) ?? null}
                  expandToViewport
                  onChange={({ detail }) => {
                    const chosen = kinds.find(({ value }) => value === detail.selectedOption.value);
                    if (chosen) replace(index, create(chosen.value, rule));
                  }}
                />
                <div>
                  {renderFields(rule, {
                    name,
                    invalid: problem !== undefined,
                    onChange: (next) => replace(index, next),
                  })}
                  {problem !== undefined && (
                    <div className={styles.problem} role="status">
                      {problem}
                    </div>
                  )}
                </div>
                <Button
                  variant="icon"
                  iconName="remove"
                  ariaLabel={`Remove ${name}`}
                  onClick={() => onChange(rules.toSpliced(index, 1))}
                />
              </li>
            );
          })}
        </ol>
      )}
      <div>
        <Button iconName="add-plus" disabled={rules.length >= max} onClick={add}>
          {`Add ${what}`}
        </Button>
      </div>
    </div>
  );
}
