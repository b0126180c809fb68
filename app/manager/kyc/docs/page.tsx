import type { Metadata } from 'next'
import { SIGNAL_CODES, SIGNALS } from '@/lib/contract/signals'
import { openApiDocument } from '@/lib/http/openapi'
import styles from './docs.module.css'

export const metadata: Metadata = { title: 'API · inapp-kyc' }

type Schema = {
  $ref?: string
  items?: Schema
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
  const { paths, components } = openApiDocument()
  const schemas = (components?.schemas ?? {}) as Record<string, Schema>
  const operations = Object.entries(paths as Record<string, Record<string, Operation>>).flatMap(([path, verbs]) =>
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
              <Entry key={`${operation.verb} ${operation.path}`} {...operation} schemas={schemas} />
            ))}
        </section>
      ))}
      <Schemas schemas={schemas} />
      <Signals />
    </main>
  )
}

function Schemas({ schemas }: { schemas: Record<string, Schema> }) {
  return (
    <section>
      <h2>Schemas</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <details key={name} id={name} className={styles.operation}>
          <summary>
            <code>{name}</code>
          </summary>
          <Fields rows={propertyRows(schema, '')} />
        </details>
      ))}
    </section>
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

function Entry(operation: Operation & { path: string; verb: string; schemas: Record<string, Schema> }) {
  const { path, verb, operationId, summary, responses, schemas } = operation
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
      <Fields rows={fieldsOf(operation, schemas)} />
      {answer && <p>Answer: {answer.$ref ? <a href={`#${typeOf(answer)}`}>{typeOf(answer)}</a> : typeOf(answer)}</p>}
      {answer && <Fields rows={answer.$ref ? [] : propertyRows(answer, '')} />}
    </details>
  )
}

type FieldRow = { name: string; place: string; type: string; required: boolean }

function fieldsOf({ parameters = [], requestBody }: Operation, schemas: Record<string, Schema>): FieldRow[] {
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  const named = body?.$ref && schemas[typeOf(body)]
  return [
    ...parameters.map(({ name, in: place, schema, required }) => ({ name, place, type: typeOf(schema), required })),
    ...propertyRows(named || body || {}, 'body'),
  ]
}

function propertyRows({ properties = {}, required = [] }: Schema, place: string): FieldRow[] {
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, place, type: typeOf(schema), required: required.includes(name) },
  }))
}

function typeOf({ $ref, type, format, enum: values, anyOf, items }: Schema): string {
  if ($ref) return $ref.slice($ref.lastIndexOf('/') + 1)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' | ')
  if (items) return `${typeOf(items)}[]`
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
