import { EcrError } from '../registry/ecr-error.ts';

type ItemStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended; absent while it runs. */
export interface Ending {
  readonly at: Date;
  readonly error?: string;
  readonly cause?: string;
}

/** One item of a map, which Step Functions runs as an execution of its own. */
export interface LocalItem {
  readonly name: string;
  readonly status: ItemStatus;
  readonly input: string;
  readonly ending?: Ending;
}

/** An execution of a state machine with one distributed map, as the test states it. */
export interface LocalExecution {
  readonly accountId: string;
  readonly region: string;
  readonly stateMachine: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly startedAt: Date;
  readonly ending?: Ending;
  /** Absent before the map started. */
  readonly items?: readonly LocalItem[];
}

type Place = Pick<LocalExecution, 'accountId' | 'region' | 'stateMachine' | 'name'>;

const arnStart = ({ accountId, region }: Place): string => `arn:aws:states:${region}:${accountId}`;

export const executionArn = (execution: Place): string =>
  `${arnStart(execution)}:execution:${execution.stateMachine}:${execution.name}`;

export const mapRunArn = (execution: Place): string =>
  `${arnStart(execution)}:mapRun:${execution.stateMachine}/Images:${execution.name}`;

/** The ARN of an item's execution. */
export const itemArn = (execution: Place, { name }: LocalItem): string =>
  `${arnStart(execution)}:execution:${execution.stateMachine}/Images:${name}`;

/** The executions that tests declare; nothing runs them. */
export class Executions {
  readonly #executions = new Map<string, LocalExecution>();

  set(execution: LocalExecution): void {
    this.#executions.set(executionArn(execution), execution);
  }

  /** @throws EcrError ExecutionDoesNotExist */
  execution(arn: string): LocalExecution {
    const execution = this.#executions.get(arn);
    if (execution) return execution;
    throw new EcrError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** @throws EcrError ResourceNotFound */
  ofMapRun(arn: string): LocalExecution & Required<Pick<LocalExecution, 'items'>> {
    for (const execution of this.#executions.values()) {
      const { items } = execution;
      if (items && mapRunArn(execution) === arn) return { ...execution, items };
    }
    throw new EcrError('ResourceNotFound', `Resource not found: '${arn}'`);
  }

  /** The item with this ARN of an execution. */
  item(arn: string): { readonly execution: LocalExecution; readonly item: LocalItem } | undefined {
    for (const execution of this.#executions.values()) {
      const item = execution.items?.find((each) => itemArn(execution, each) === arn);
      if (item) return { execution, item };
    }
    return undefined;
  }
}
