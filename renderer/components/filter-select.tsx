import type { SelectProps } from '@cloudscape-design/components/select';
import Select from '@cloudscape-design/components/select';
import type { FormEvent, KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';

type Passed = Omit<SelectProps, 'options' | 'filteringType' | 'onLoadItems' | 'onChange' | 'selectedOption'>;

interface Props extends Passed {
  readonly selected: SelectProps.Option | undefined;
  /** The options for the text of the filter. It must not change between renders, unless the options do. */
  readonly optionsFor: (filter: string) => SelectProps.Options;
  readonly onSelect: (value: string) => void;
  /** Loads the options again after an error. */
  readonly onRetry?: () => void;
}

const flatten = (options: SelectProps.Options): readonly SelectProps.Option[] =>
  options.flatMap((each) => ('options' in each && Array.isArray(each.options) ? each.options : each));

/**
 * The option that Enter takes: the one of exactly this name, otherwise the first; undefined when none can be selected. An option
 * that creates something has another label than its name, and is only taken when it is the first.
 */
function matchOf(options: SelectProps.Options, filter: string): SelectProps.Option | undefined {
  const selectable = flatten(options).filter(
    ({ disabled, value }) => disabled !== true && value !== undefined,
  );
  const text = filter.trim();
  return selectable.find(({ value, label = value }) => value === text && label === text) ?? selectable[0];
}

/** The options for names without further text: those that contain the filter. */
export function matchingNames(names: readonly string[], filter: string): SelectProps.Option[] {
  const text = filter.trim().toLowerCase();
  return names
    .filter((name) => name.toLowerCase().includes(text))
    .map((name) => ({ value: name, label: name }));
}

/** The filter field of the open list; undefined for an event of another element. */
const filterOf = ({ target }: { readonly target: EventTarget }): HTMLInputElement | undefined =>
  target instanceof HTMLInputElement && target.getAttribute('role') === 'combobox' ? target : undefined;

/**
 * A select with a filter: Enter in the filter takes the option that the arrow keys reached, otherwise the first match.
 * Cloudscape's select ignores Enter before an arrow key, and reports the text of the filter with a delay.
 */
export function FilterSelect({ selected, optionsFor, onSelect, onRetry, ...select }: Props) {
  const [filter, setFilter] = useState('');
  const field = useRef<SelectProps.Ref>(null);
  const options = useMemo(() => optionsFor(filter), [optionsFor, filter]);
  const first = filter === '' ? undefined : matchOf(options, filter);

  const takeFirst = (event: KeyboardEvent): void => {
    const input = filterOf(event);
    // Enter also ends the composition of an input method.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !input) return;
    if (input.hasAttribute('aria-activedescendant') || input.value.trim() === '') return;
    const option = matchOf(optionsFor(input.value), input.value);
    if (option?.value === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(option.value);
    // The list closes when its field is focused.
    field.current?.focus();
  };

  return (
    <div
      onKeyDownCapture={takeFirst}
      onInput={(event: FormEvent) => {
        const input = filterOf(event);
        if (input) setFilter(input.value);
      }}
    >
      <Select
        {...select}
        ref={field}
        options={options}
        selectedOption={selected ?? null}
        filteringType="manual"
        filteringResultsText={() => (first ? `Enter selects ${first.label ?? first.value ?? ''}` : '')}
        onLoadItems={({ detail }) => (detail.samePage ? onRetry?.() : setFilter(detail.filteringText))}
        virtualScroll={options.length > 100}
        expandToViewport
        onChange={({ detail }) => detail.selectedOption.value && onSelect(detail.selectedOption.value)}
      />
    </div>
  );
}
