import { z } from 'zod'
import { storedFileSchema } from '@/lib/contract/customer'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { ERROR_CODES } from '@/lib/contract/error-codes'
import { errorBodySchema } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'

type Json = Record<string, unknown>
type Shape = { properties?: Record<string, Json>; required?: string[] }

const JSON_TYPE = 'application/json'

/** The OpenAPI 3.1 document of the manager API and the customer API, generated from the tables that the routes use. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {}
  const add = (path: string, method: string, operation: Json) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  for (const [name, operation] of Object.entries(MANAGER_OPERATIONS)) {
    const { routes, summary, input, output, roles } = operation
    const content = 'media' in operation ? bytesOf(operation.media) : jsonOf(schemaOf(output, 'output'))
    for (const [i, { method, path }] of routes.entries()) {
      add(`/manager/kyc${path}`, method, {
        ...{ operationId: i === 0 ? name : `${name}_${method}`, summary, tags: ['manager'] },
        ...{ security: [{ managerKey: [] }], 'x-roles': roles },
        ...('alias' in operation && { description: `Over JSON-RPC also as \`${operation.alias}\`.` }),
        ...requestOf(method, path, schemaOf(input, 'input')),
        responses: responsesOf(content),
      })
    }
  }
  add('/manager/kyc/rpc', 'POST', {
    ...{ operationId: 'rpc', summary: 'Call methods by name: JSON-RPC 2.0, singly or in a batch', tags: ['manager'] },
    ...{ security: [{ managerKey: [] }], requestBody: { required: true, content: { [JSON_TYPE]: {} } } },
    responses: responsesOf(jsonOf({})),
  })
  for (const [name, operation] of Object.entries(CUSTOMER_OPERATIONS)) {
    const { method, path, summary } = operation
    const output = 'output' in operation ? operation.output : null
    add(`${CUSTOMER_API_PATH}/{customer_id}${path}`, method, {
      ...{ operationId: `customer.${name}`, summary, tags: ['customer'], security: [{ serviceKey: [] }] },
      ...customerRequestOf(name, operation),
      responses: responsesOf(output && jsonOf(schemaOf(output, 'output'))),
    })
  }
  add('/upload', 'POST', {
    ...{
      operationId: 'upload',
      summary: 'Check and store a file',
      tags: ['manager'],
      security: [{ managerKey: [] }, { serviceKey: [] }],
    },
    parameters: [
      {
        ...{ name: 'brand', in: 'query', required: false, schema: { type: 'string' } },
        description: 'With the service key: the brand, if a deployment has several',
      },
    ],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
        },
      },
    },
    responses: responsesOf(jsonOf(schemaOf(storedFileSchema, 'output'))),
  })
  const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description })
  return {
    openapi: '3.1.0',
    info: { title: 'inapp-kyc', version: '1', description: 'The KYC manager, and the API that the screens use.' },
    paths,
    components: {
      securitySchemes: {
        managerKey: bearer('A manager key, with a role, a brand and a name.'),
        serviceKey: bearer('The key of the screens and of a broker’s own servers.'),
      },
      schemas: { Error: schemaOf(errorBodySchema, 'output') },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return json
}

/** Splits an input into path parameters and the rest: query parameters for GET, the body otherwise. */
function requestOf(method: string, path: string, input: Json): Json {
  const { properties = {}, required = [] } = input as Shape
  const inPath = path.includes('{id}') ? ['id'] : []
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameter = (name: string, place: string, isRequired: boolean) => ({
    ...{ name, in: place, required: isRequired, schema: properties[name] ?? { type: 'string' } },
  })
  const parameters = inPath.map((name) => parameter(name, 'path', true))
  if (method === 'GET')
    return { parameters: [...parameters, ...rest.map((name) => parameter(name, 'query', required.includes(name)))] }
  if (rest.length === 0) return { parameters }
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    required: required.filter((name) => rest.includes(name)),
    additionalProperties: false,
  }
  return { parameters, requestBody: { required: schema.required.length > 0, content: { [JSON_TYPE]: { schema } } } }
}

function customerRequestOf(name: string, operation: { path: string; input?: z.ZodType; keyed?: boolean }): Json {
  const text = (parameter: string, place: string, required: boolean, description?: string) => ({
    ...{ name: parameter, in: place, required, schema: { type: 'string' }, ...(description && { description }) },
  })
  const parameters = [
    text('customer_id', 'path', true),
    ...(operation.path.includes('{id}') ? [text('id', 'path', true)] : []),
    text('brand', 'query', false, 'For backends with several brands; 404 for an unknown one'),
    ...(operation.keyed
      ? [text('Idempotency-Key', 'header', false, 'A repeated request with the same key runs once')]
      : []),
    ...(name === 'storeFile'
      ? [
          text('name', 'query', false, 'The file name on the person’s device'),
          text('quality', 'query', false, 'accepted'),
        ]
      : []),
  ]
  if (name === 'storeFile')
    return { parameters, requestBody: { required: true, content: { 'application/octet-stream': {} } } }
  if (!operation.input) return { parameters }
  const content = { [JSON_TYPE]: { schema: schemaOf(operation.input, 'input') } }
  return { parameters, requestBody: { required: true, content } }
}

const jsonOf = (schema: Json): Json => ({ [JSON_TYPE]: { schema } })

function bytesOf(media: readonly string[]): Json {
  return Object.fromEntries(media.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
}

/** The successful response (null for an open stream), and one for each status that an error may have. */
function responsesOf(content: Json | null): Json {
  const statuses = [...new Set(Object.values(ERROR_CODES).map(({ status }) => status))].sort()
  const refusal = (status: number) => ({
    description: Object.entries(ERROR_CODES)
      .filter(([, terms]) => terms.status === status)
      .map(([code]) => code)
      .join(', '),
    content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Error' } } },
  })
  return {
    200: { description: 'Done', ...(content && { content }) },
    ...Object.fromEntries(statuses.map((status) => [status, refusal(status)])),
  }
}
