/** An error response of a service with the REST JSON protocol. */
export class WebError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly body: object;
  /** The value of the header `x-amzn-errortype`; some services add to the name. */
  readonly type: string;

  constructor(name: string, status: number, body: object, type = name) {
    super(JSON.stringify(body));
    this.name = name;
    this.status = status;
    this.body = body;
    this.type = type;
  }
}
