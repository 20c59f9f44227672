import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { startTransition, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { findTokenProblem } from '../../../../shared/images/match-image-filter.ts';
import { maxTyped } from '../../../../shared/models/bounds.ts';
import type { FilterProperty, ImageFilter } from '../../../../shared/models/image-filter.ts';
import { isImageFilterEmpty, noImageFilter } from '../../../../shared/models/image-filter.ts';
import { useLatestCallback } from '../../../components/use-latest-callback.ts';
import { filteringOptions, filteringProperties, startsCondition } from './filter-properties.ts';
import styles from './image-filter-field.module.css';
import { readQuery, toQuery } from './read-query.ts';
import { SavedFilterDialog } from './saved-filter-dialog.tsx';
import { SavedFilterSelect } from './saved-filter-select.tsx';
import { useSavedFilters } from './use-saved-filters.ts';

interface Props {
  /** The field shows its conditions, and its text when that was typed here. */
  readonly filter: ImageFilter;
  readonly onChange: (filter: ImageFilter) => void;
  /** The properties that are known of the images. */
  readonly properties: readonly FilterProperty[];
  /** `3 matches` */
  readonly countText: string;
}

const label = 'Filter images';

/** The text of the field. */
function readInput(container: HTMLElement | null): string | undefined {
  const input = container?.querySelector(`input[aria-label="${label}"]`);
  return input instanceof HTMLInputElement ? input.value : undefined;
}

/** The filter of a table of images: conditions and free text, which filters while it is typed, and saved filters. */
export function ImageFilterField({ filter, onChange, properties, countText }: Props) {
  const saved = useSavedFilters(filter, onChange);
  /** A new field takes the place of one whose text others have cleared. */
  const [generation, setGeneration] = useState(0);
  /** The text that was read last. */
  const typed = useRef('');
  const own = useRef(new WeakSet<ImageFilter>());
  const [dialog, setDialog] = useState<'save' | 'rename'>();
  const definitions = useMemo(() => filteringProperties(properties), [properties]);
  const options = useMemo(() => filteringOptions(properties), [properties]);
  const problems = filter.tokens.flatMap((token) => findTokenProblem(token) ?? []);
  const isEmpty = isImageFilterEmpty(filter);
  const container = useRef<HTMLDivElement>(null);
  const change = (next: ImageFilter): void => {
    typed.current = next.text ?? '';
    own.current.add(next);
    onChange(next);
  };
  // Cloudscape keeps the text to itself, and calls back with a delay, when the text may already be a condition.
  const readText = useLatestCallback(() => {
    const input = readInput(container.current);
    if (input === undefined) return;
    const text = startsCondition(input) ? '' : input.slice(0, maxTyped);
    // The rows are rendered between two keystrokes, not before the typed character is shown.
    if (text !== typed.current) startTransition(() => change({ ...filter, text }));
  });
  // A filter that was typed here can be older than the text that is in the field by now; others only clear the text. The
  // new field is there before anything else can read the old one.
  useLayoutEffect(() => {
    if (own.current.has(filter) || (filter.text ?? '') !== '' || !readInput(container.current)) return;
    typed.current = '';
    setGeneration((current) => current + 1);
  }, [filter]);

  return (
    <div ref={container} data-find-target className={styles.field} onInput={readText}>
      <PropertyFilter
        key={generation}
        query={toQuery(filter)}
        onChange={({ detail }) => {
          // A token takes the place of the text that was typed for it.
          const isKept = detail.tokens.length <= filter.tokens.length && typed.current !== '';
          change({ ...readQuery(detail), ...(isKept && { text: typed.current }) });
        }}
        filteringProperties={definitions}
        filteringOptions={options}
        // Also called when the text is cleared by its button, but only with asynchronous properties.
        asyncProperties
        onLoadItems={readText}
        filteringAriaLabel={label}
        filteringPlaceholder="Filter by tag, digest or property"
        filteringEmpty="No suggestions"
        countText={countText}
        expandToViewport
        {...(saved.filters.length > 0 && {
          customControl: <SavedFilterSelect {...saved} />,
        })}
        customFilterActions={
          <ButtonDropdown
            mainAction={{
              text: 'Clear filter',
              onClick: () => {
                saved.choose(undefined);
                // Also clears a text whose filter is not rendered yet, when no other filter is.
                onChange({ ...noImageFilter });
              },
            }}
            ariaLabel="Saved filter actions"
            items={[
              { id: 'save', text: 'Save as new filter', disabled: isEmpty || saved.isFull },
              { id: 'update', text: 'Save changes', disabled: !saved.isChanged },
              { id: 'rename', text: 'Rename', disabled: !saved.chosen },
              { id: 'remove', text: 'Remove', disabled: !saved.chosen },
            ]}
            onItemClick={({ detail }) => {
              switch (detail.id) {
                case 'save':
                case 'rename':
                  return setDialog(detail.id);
                case 'update':
                  return saved.update();
                default:
                  return saved.remove();
              }
            }}
            expandToViewport
          />
        }
      />
      {filter.tokens.length === 0 && !isEmpty && (
        <span className={styles.count} role="status">
          {countText}
        </span>
      )}
      {problems.map((problem) => (
        <StatusIndicator key={problem} type="warning">
          {problem} This condition is not used.
        </StatusIndicator>
      ))}
      {dialog && (
        <SavedFilterDialog
          initial={dialog === 'rename' ? (saved.chosen?.name ?? '') : ''}
          title={dialog === 'rename' ? 'Rename filter' : 'Save filter'}
          action={dialog === 'rename' ? 'Rename' : 'Save'}
          taken={saved.filters.map(({ name }) => name)}
          onClose={() => setDialog(undefined)}
          onConfirm={(name) => {
            setDialog(undefined);
            if (dialog === 'rename') saved.rename(name);
            else saved.add(name);
          }}
        />
      )}
    </div>
  );
}
