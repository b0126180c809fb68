const MAX_CAUSES = 4
const MAX_FRAMES = 12
const MAX_ISSUES = 5

/** What of an error may be written down besides its type. What has another shape is left out. */
const FACTS: Record<string, RegExp> = {
  // Of Node, of KycError, SQLSTATE, of an identity provider's keys.
  code: /^[A-Za-z0-9_]{2,64}$/,
  syscall: /^[a-z]{2,20}$/,
  // SQLite's result code, and its text for that.
  errcode: /^\d{1,6}$/,
  errstr: /^[a-z ]{2,60}$/,
  // Of a mail server: the number, and after what it came.
  responseCode: /^\d{3}$/,
  command: /^[A-Z]{3,10}( [A-Z]{2,10})?$/,
  // Of Postgres: names in the schema.
  table: /^[a-z_]{1,60}$/,
  constraint: /^[a-z0-9_]{1,60}$/,
  // By which the framework's own page names an error.
  digest: /^\d{1,12}$/,
}
/** Where a connection was to lead: one of the deployment's own servers. */
const DESTINATION: Record<string, RegExp> = {
  address: /^[0-9a-f.:]{2,45}$/i,
  port: /^\d{1,5}$/,
  hostname: /^[\w.-]{1,253}$/,
}
const OUTGOING = ['connect', 'getaddrinfo']

/**
 * An error as the log has it: its type, the facts of a closed list, where in the code it was thrown, and what caused it. Never its
 * message unless it is our own (`Fault` of the contract): parsers, databases and mail servers quote in theirs what they were given.
 */
export function describeError(thrown: unknown): object {
  return factsOf(thrown, MAX_CAUSES)
}

function factsOf(thrown: unknown, causesLeft: number): object {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const read = (name: string): unknown => Reflect.get(thrown, name)
  const cause = thrown.cause ?? firstOf(read('errors'))
  return {
    type: /^[A-Z]\w{0,60}$/.test(thrown.name) ? thrown.name : 'Error',
    ...(read('ownWords') === true && { message: thrown.message }),
    ...fitting(FACTS, read),
    ...(OUTGOING.includes(String(read('syscall'))) && fitting(DESTINATION, read)),
    ...issuesOf(read('issues')),
    stack: framesOf(thrown),
    ...(cause !== undefined && causesLeft > 0 && { cause: factsOf(cause, causesLeft - 1) }),
  }
}

function fitting(shapes: Record<string, RegExp>, read: (name: string) => unknown): object {
  const found = Object.entries(shapes).map(([name, shape]) => {
    const value = read(name)
    const fits = (typeof value === 'string' || typeof value === 'number') && shape.test(String(value))
    return [name, fits ? value : undefined]
  })
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** The attempts of a connection that has several addresses. */
function firstOf(errors: unknown): unknown {
  return Array.isArray(errors) && errors[0] instanceof Error ? errors[0] : undefined
}

/** Of a message that is not as its schema has it: where, and how. Names of fields are the schema's; what was sent is not told. */
function issuesOf(issues: unknown): object {
  if (!Array.isArray(issues)) return {}
  const told = issues.slice(0, MAX_ISSUES).map((issue: { code?: unknown; path?: unknown }) => {
    const path = Array.isArray(issue.path)
      ? issue.path.map((part) => (/^\w{1,40}$/.test(String(part)) ? part : '…'))
      : []
    return `${path.join('.')}: ${/^\w{1,40}$/.test(String(issue.code)) ? issue.code : 'invalid'}`
  })
  return { issues: told }
}

/** The lines of a stack that name places in the code; what stands before them is the message. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message)
  const frames = (at < 0 ? stack : stack.slice(at + message.length)).split('\n')
  return frames.flatMap((line) => /^ {4}at (.*:\d+:\d+\)?)$/.exec(line)?.[1] ?? []).slice(0, MAX_FRAMES)
}
