import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { startTransition, useMemo, useRef, useState } from 'react';
import { findTokenProblem } from '../../../../shared/images/match-image-filter.ts';
import { maxTyped } from '../../../../shared/models/bounds.ts';
import type { FilterProperty, ImageFilter } from '../../../../shared/models/image-filter.ts';
import { isImageFilterEmpty, noImageFilter } from '../../../../shared/models/image-filter.ts';
import { useLatestCallback } from '../../../components/use-latest-callback.ts';
import { filteringOptions, filteringProperties, startsCondition } from './filter-properties.ts';
import styles from './image-filter-field.module.css';
import { readQuery, toQuery } from './read-query.ts';
import { SavedFilterDialog } from './saved-filter-dialog.tsx';
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

/** The filter of a table of images: conditions and free text, which filters while it is typed, and saved filters. */
export function ImageFilterField({ filter, onChange, properties, countText }: Props) {
  const saved = useSavedFilters(filter, onChange);
  const filterText = filter.text ?? '';
  /** `text` was typed here last; `rendered` is the text of the filter when it was rendered last. */
  const [field, setField] = useState({ text: filterText, rendered: filterText, generation: 0 });
  const [dialog, setDialog] = useState<'save' | 'rename'>();
  const definitions = useMemo(() => filteringProperties(properties), [properties]);
  const options = useMemo(() => filteringOptions(properties), [properties]);
  const problems = filter.tokens.flatMap((token) => findTokenProblem(token) ?? []);
  const isEmpty = isImageFilterEmpty(filter);
  const container = useRef<HTMLDivElement>(null);
  // Cloudscape keeps the text to itself, and calls back with a delay, when the text may already be a condition.
  const readText = useLatestCallback(() => {
    const typed = container.current?.querySelector(`input[aria-label="${label}"]`);
    if (!(typed instanceof HTMLInputElement)) return;
    const text = startsCondition(typed.value) ? '' : typed.value.slice(0, maxTyped);
    if (text === field.text) return;
    setField((current) => ({ ...current, text }));
    // The rows are rendered between two keystrokes, not before the typed character is shown.
    startTransition(() => onChange({ ...filter, text }));
  });
  // Others only clear the text; a new field then takes the place of the one that still has it. Another text was typed here, and
  // can be older than the one that is in the field by now.
  if (filterText !== field.rendered) {
    const isCleared = filterText === '' && field.text !== '';
    setField({
      text: isCleared ? '' : field.text,
      rendered: filterText,
      generation: field.generation + (isCleared ? 1 : 0),
    });
  }

  return (
    <div ref={container} data-find-target className={styles.field} onInput={readText}>
      <PropertyFilter
        key={field.generation}
        query={toQuery(filter)}
        // A token takes the place of the text that was typed for it.
        onChange={({ detail }) => {
          setField((current) => ({ ...current, text: '' }));
          onChange(readQuery(detail));
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
          customControl: (
            <Select
              ariaLabel="Saved filters"
              placeholder="Saved filters"
              filteringType={saved.filters.length > 10 ? 'auto' : 'none'}
              options={saved.filters.map(({ name }) => ({ value: name, label: name }))}
              selectedOption={
                saved.chosen
                  ? {
                      value: saved.chosen.name,
                      label: saved.isChanged ? `${saved.chosen.name} (changed)` : saved.chosen.name,
                    }
                  : null
              }
              onChange={({ detail }) => saved.choose(detail.selectedOption.value)}
              expandToViewport
            />
          ),
        })}
        customFilterActions={
          <ButtonDropdown
            mainAction={{
              text: 'Clear filter',
              onClick: () => {
                saved.choose(undefined);
                onChange(noImageFilter);
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
