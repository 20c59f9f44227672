import { expect, test } from 'vitest';
import { validateStateMachine } from '../../../testing/aws-stack/validate-state-machine.ts';
import { createStateMachine } from './state-machine.ts';

const definition = createStateMachine({ partition: 'aws', maxConcurrency: 7 });

test('the state machine is valid in the Amazon States Language', () => {
  expect(validateStateMachine(definition)).toBe('');
  const broken = JSON.stringify(definition).replace('"Next":"CheckStatus"', '"Next":"Nowhere"');
  expect(validateStateMachine(JSON.parse(broken))).toContain('Nowhere');
});

test('the partition is that of the region', () => {
  const text = JSON.stringify(createStateMachine({ partition: 'aws-cn', maxConcurrency: 1 }));
  expect(text).not.toContain('arn:aws:');
  expect(text).toContain('arn:aws-cn:states:::lambda:invoke');
});
