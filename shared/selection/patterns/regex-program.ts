import { assertNever } from '../../result.ts';
import type { RegexNode } from './regex-syntax.ts';
import { PatternProblem } from './regex-syntax.ts';

/** One step of a pattern that was laid out flat; numbers are indexes of steps. */
type Step =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'match' };

/** So many steps times the length of a tag is the most that trying it takes. */
const maxSteps = 500;

/** Repetitions of what takes no step, within each other, are laid out so many times without ever taking one. */
const maxParts = 20 * maxSteps;

const tooLong = (): PatternProblem =>
  new PatternProblem('The expression is too long or repeats too often. Write a simpler one.');

/** Lays the tree out as steps. @throws PatternProblem when that takes too many. */
function layOut(root: RegexNode): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): Step => {
    if (steps.length >= maxSteps) throw tooLong();
    steps.push(step);
    return step;
  };
  const fork = (): Extract<Step, { kind: 'fork' }> => {
    const step = { kind: 'fork', first: steps.length + 1, second: 0 } as const satisfies Step;
    const forked: Extract<Step, { kind: 'fork' }> = { ...step };
    add(forked);
    return forked;
  };

  let parts = 0;
  const emit = (node: RegexNode): void => {
    parts += 1;
    if (parts > maxParts) throw tooLong();
    switch (node.kind) {
      case 'character':
      case 'start':
      case 'end':
        add(node);
        return;
      case 'sequence':
        node.nodes.forEach(emit);
        return;
      case 'choice':
        return emitChoice(node.nodes);
      case 'repeat':
        return emitRepeat(node);
      default:
        return assertNever(node);
    }
  };

  const emitChoice = (nodes: readonly RegexNode[]): void => {
    const ends: Extract<Step, { kind: 'fork' }>[] = [];
    for (const [index, node] of nodes.entries()) {
      if (index === nodes.length - 1) {
        emit(node);
        break;
      }
      const choice = fork();
      emit(node);
      ends.push(fork());
      choice.second = steps.length;
    }
    for (const end of ends) {
      end.first = steps.length;
      end.second = steps.length;
    }
  };

  const emitRepeat = ({ node, least, most }: Extract<RegexNode, { kind: 'repeat' }>): void => {
    if (Number.isFinite(most) ? most > maxSteps : least > maxSteps)
      throw new PatternProblem(`A repetition of more than ${maxSteps} times is not understood here.`);
    for (let count = 0; count < least; count += 1) emit(node);
    if (most === Infinity) {
      const start = steps.length;
      const loop = fork();
      emit(node);
      const back = fork();
      back.first = start;
      back.second = start;
      loop.second = steps.length;
      return;
    }
    const skips: Extract<Step, { kind: 'fork' }>[] = [];
    for (let count = least; count < most; count += 1) {
      skips.push(fork());
      emit(node);
    }
    for (const skip of skips) skip.second = steps.length;
  };

  emit(root);
  add({ kind: 'match' });
  return steps;
}

/**
 * Makes a test of a parsed expression. All ways through it are followed at once (Thompson's construction), so that no
 * expression takes more than its steps times the text's length.
 */
export function compileProgram(root: RegexNode): (text: string) => boolean {
  const steps = layOut(root);

  return (text) => {
    let current = new Set<number>();
    /** Adds a step and all that can be reached from it without a character; true when the end is reached. */
    const reach = (into: Set<number>, from: number, position: number): boolean => {
      const open = [from];
      for (let index = open.pop(); index !== undefined; index = open.pop()) {
        if (into.has(index)) continue;
        into.add(index);
        const step = steps[index];
        if (step?.kind === 'match') return true;
        if (step?.kind === 'fork') open.push(step.second, step.first);
        else if (step?.kind === 'start' && position === 0) open.push(index + 1);
        else if (step?.kind === 'end' && position === text.length) open.push(index + 1);
      }
      return false;
    };
    for (let position = 0; position <= text.length; position += 1) {
      // A match may begin anywhere.
      if (reach(current, 0, position)) return true;
      const next = new Set<number>();
      const character = text[position];
      if (character === undefined) return false;
      for (const index of current) {
        const step = steps[index];
        if (step?.kind === 'character' && step.matches(character) && reach(next, index + 1, position + 1))
          return true;
      }
      current = next;
    }
    return false;
  };
}
