/** A refusal by a service of the REST JSON protocol, in its own words. */
export class WebError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly body: object;
  /** As in the header `x-amzn-errortype`, where a service adds something to the name. */
  readonly type: string;

  constructor(name: string, status: number, body: object, type = name) {
    super(JSON.stringify(body));
    this.name = name;
    this.status = status;
    this.body = body;
    this.type = type;
  }
}
