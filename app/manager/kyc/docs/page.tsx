import type { Metadata } from 'next'
import { SIGNAL_CODES, SIGNALS } from '@/lib/contract/signals'
import { openApiDocument } from '@/lib/http/openapi'
import styles from './docs.module.css'

export const metadata: Metadata = { title: 'API · inapp-kyc' }

type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
}
type Content = Record<string, { schema?: Schema }>
type Operation = {
  operationId: string
  summary: string
  tags: string[]
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

const SECTIONS = [
  {
    tag: 'manager',
    title: 'Manager',
    text: 'For back offices. Authorization: Bearer, with the key of a manager: it has a role, a brand and a name. What another brand owns is 404.',
  },
  {
    tag: 'customer',
    title: 'Customer API',
    text: 'What the screens ask of a KYC backend. A broker’s own backend offers the same; npm run verify-backend checks it. Authorization: Bearer, with the service key.',
  },
]

/** The OpenAPI document, to be read. */
export default function ApiPage() {
  const paths = Object.entries(openApiDocument().paths as Record<string, Record<string, Operation>>)
  const operations = paths.flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb: verb.toUpperCase(), ...operation })),
  )
  return (
    <main className={styles.page}>
      <h1>API</h1>
      <p>
        The same as <a href="/manager/kyc/openapi.json">openapi.json</a>, which tools can read. Every manager method can
        also be called by its name: <code>POST /manager/kyc/rpc</code>, JSON-RPC 2.0.
      </p>
      {SECTIONS.map(({ tag, title, text }) => (
        <section key={tag}>
          <h2>{title}</h2>
          <p>{text}</p>
          {operations
            .filter(({ tags }) => tags.includes(tag))
            .map((operation) => (
              <Entry key={`${operation.verb} ${operation.path}`} {...operation} />
            ))}
        </section>
      ))}
      <Signals />
    </main>
  )
}

function Signals() {
  return (
    <section>
      <h2>Signals</h2>
      <p>What a machine noticed about a document, for the reviewer. A signal decides nothing.</p>
      <div className={styles.operation}>
        <table>
          <tbody>
            {SIGNAL_CODES.map((code) => (
              <tr key={code}>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td>{SIGNALS[code]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Entry(operation: Operation & { path: string; verb: string }) {
  const { path, verb, operationId, summary, responses } = operation
  const answer = Object.values(responses[200]?.content ?? {})[0]?.schema
  return (
    <details className={styles.operation}>
      <summary>
        <span className={styles.verb} data-verb={verb}>
          {verb}
        </span>
        <code>{path}</code>
        <span className={styles.summary}>{summary}</span>
      </summary>
      <p>
        <code>{operationId}</code>
      </p>
      <Fields rows={fieldsOf(operation)} />
      {answer && (
        <details>
          <summary>Answer</summary>
          <pre>{JSON.stringify(answer, null, 2)}</pre>
        </details>
      )}
    </details>
  )
}

type FieldRow = { name: string; place: string; type: string; required: boolean }

function fieldsOf({ parameters = [], requestBody }: Operation): FieldRow[] {
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  return [
    ...parameters.map(({ name, in: place, schema, required }) => ({ name, place, type: typeOf(schema), required })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      ...{ name, place: 'body', type: typeOf(schema), required: body?.required?.includes(name) ?? false },
    })),
  ]
}

function typeOf({ type, format, enum: values, anyOf }: Schema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' | ')
  return [type ?? 'any'].flat().join(' | ') + (format ? ` (${format})` : '')
}

function Fields({ rows }: { rows: FieldRow[] }) {
  if (rows.length === 0) return null
  return (
    <table>
      <tbody>
        {rows.map(({ name, place, type, required }) => (
          <tr key={`${place} ${name}`}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{place}</td>
            <td>{type}</td>
            <td>{required ? 'required' : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
