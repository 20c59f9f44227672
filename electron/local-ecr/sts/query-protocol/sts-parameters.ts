import { EcrError } from '../../registry/ecr-error.ts';

/** Bounds and default of `DurationSeconds`. */
export interface DurationBounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly usual: number;
}

const sessionNameForm = /^[\w+=,.@-]{2,64}$/;
const tokenCodeForm = /^\d{6}$/;

/** The parameters of a call in the query protocol, validated by the constraints that STS documents. */
export class StsParameters {
  readonly #form: URLSearchParams;

  constructor(body: Buffer) {
    this.#form = new URLSearchParams(body.toString());
  }

  get action(): string {
    return this.#form.get('Action') ?? '';
  }

  optional(name: string): string | undefined {
    return this.#form.get(name) ?? undefined;
  }

  /** @throws EcrError ValidationError */
  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw invalid(`Value null at '${lowerFirst(name)}'`, 'Member must not be null');
    return value;
  }

  /** @throws EcrError ValidationError */
  sessionName(): string {
    const name = this.required('RoleSessionName');
    if (sessionNameForm.test(name)) return name;
    throw invalid(
      `Value '${name}' at 'roleSessionName'`,
      String.raw`Member must satisfy regular expression pattern: [\w+=,.@-]*`,
    );
  }

  /** @throws EcrError ValidationError */
  tokenCode(): string | undefined {
    const code = this.optional('TokenCode');
    if (code === undefined || tokenCodeForm.test(code)) return code;
    throw invalid(
      `Value '${code}' at 'tokenCode'`,
      String.raw`Member must satisfy regular expression pattern: [\d]*`,
    );
  }

  /** @throws EcrError ValidationError */
  durationSeconds({ minimum, maximum, usual }: DurationBounds): number {
    const seconds = Number(this.optional('DurationSeconds') ?? usual);
    if (seconds >= minimum && seconds <= maximum) return seconds;
    const bound =
      seconds < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximum}`;
    throw invalid(`Value '${seconds}' at 'durationSeconds'`, `Member must have value ${bound}`);
  }
}

export function validationError(message: string): EcrError {
  return new EcrError('ValidationError', message);
}

function invalid(what: string, constraint: string): EcrError {
  return validationError(`1 validation error detected: ${what} failed to satisfy constraint: ${constraint}`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
