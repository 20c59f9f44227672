import Checkbox from '@cloudscape-design/components/checkbox';
import type { DiagnosticsSection, DiagnosticsSectionId } from '../../../shared/models/diagnostics.ts';
import styles from './diagnostics.module.css';

interface Props {
  readonly sections: readonly DiagnosticsSection[];
  readonly leftOut: ReadonlySet<DiagnosticsSectionId>;
  readonly onChange: (leftOut: ReadonlySet<DiagnosticsSectionId>) => void;
}

/** Which sections the text has. */
export function SectionChoice({ sections, leftOut, onChange }: Props) {
  const toggle = (id: DiagnosticsSectionId, isChosen: boolean): void => {
    const next = new Set(leftOut);
    if (isChosen) next.delete(id);
    else next.add(id);
    onChange(next);
  };
  return (
    <div className={styles.sections} role="group" aria-label="Sections">
      {sections.map(({ id, title }) => (
        <Checkbox key={id} checked={!leftOut.has(id)} onChange={({ detail }) => toggle(id, detail.checked)}>
          {title}
        </Checkbox>
      ))}
    </div>
  );
}
