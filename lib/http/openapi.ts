import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { storedFileSchema } from '@/lib/contract/customer'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { ERROR_CODES } from '@/lib/contract/error-codes'
import { errorBodySchema } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { MANAGER_METHODS } from '@/lib/contract/methods'

type Content = NonNullable<ZodOpenApiOperationObject['requestBody']>['content']

const JSON_TYPE = 'application/json'

/**
 * The OpenAPI 3.1 document of the manager API and the customer API, generated from the tables that the routes use.
 * Schemas with an `id` in their metadata are components. The server is the one that the document comes from.
 */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'inapp-kyc',
      version: '1',
      description: 'The KYC manager, and the API that the screens use.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'This deployment' }],
    tags: [
      { name: 'manager', description: 'For back offices and CRMs: templates, reviews, documents, the audit.' },
      { name: 'customer', description: 'What a KYC backend offers to the screens, for one customer at a time.' },
    ],
    paths: pathsOf([...managerOperations(), rpcOperation(), ...customerOperations(), uploadOperation()]),
    components: {
      securitySchemes: {
        managerKey: bearer('A manager key, with a role, a brand and a name.'),
        serviceKey: bearer('The key of the screens and of a broker’s own servers.'),
      },
    },
  })
}

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const

type Described = { path: string; verb: string; operation: ZodOpenApiOperationObject }

function pathsOf(described: readonly Described[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const { path, verb, operation } of described) paths[path] = { ...paths[path], [verb.toLowerCase()]: operation }
  return paths
}

function managerOperations(): Described[] {
  return MANAGER_METHODS.flatMap((name) => {
    const operation = MANAGER_OPERATIONS[name]
    const { routes, summary, input, output, roles } = operation
    const content = 'media' in operation ? bytesOf(operation.media) : jsonOf(output)
    return routes.map(({ method, path }, i) => ({
      ...{ path: `/manager/kyc${path}`, verb: method },
      operation: {
        ...{ operationId: i === 0 ? name : `${name}_${method}`, summary, tags: ['manager'] },
        ...{ security: [{ managerKey: [] }], 'x-roles': [...roles] },
        ...('alias' in operation && { description: `Over JSON-RPC also as \`${operation.alias}\`.` }),
        ...requestOf(method, path, input),
        responses: responsesOf(content),
      },
    }))
  })
}

/** Splits an input into path parameters and the rest: query parameters for GET, the body otherwise. */
function requestOf(method: string, path: string, input: z.ZodObject): Partial<ZodOpenApiOperationObject> {
  const inPath = path.includes('{id}') ? ['id'] : []
  const part = (isPart: (name: string) => boolean) =>
    z.strictObject(Object.fromEntries(Object.entries(input.shape).filter(([name]) => isPart(name))))
  const rest = part((name) => !inPath.includes(name))
  const isEmpty = Object.keys(rest.shape).length === 0
  const pathParams = inPath.length > 0 && { path: part((name) => inPath.includes(name)) }
  if (method === 'GET') return { requestParams: { ...pathParams, ...(!isEmpty && { query: rest }) } }
  const required = !rest.safeParse({}).success
  return { requestParams: { ...pathParams }, ...(!isEmpty && { requestBody: { required, content: jsonOf(rest) } }) }
}

function rpcOperation(): Described {
  const call = z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.number(), z.null()]).optional(),
    method: z.string().meta({ description: 'The canonical name of a method, which is its operationId here' }),
    params: z.record(z.string(), z.unknown()).optional(),
  })
  const answer = z.object({ jsonrpc: z.literal('2.0'), id: z.unknown(), result: z.unknown(), error: z.unknown() })
  return {
    ...{ path: '/manager/kyc/rpc', verb: 'POST' },
    operation: {
      ...{ operationId: 'rpc', summary: 'Call methods by name: JSON-RPC 2.0, singly or in a batch', tags: ['manager'] },
      security: [{ managerKey: [] }],
      requestBody: { required: true, content: jsonOf(z.union([call, z.array(call)])) },
      responses: responsesOf(jsonOf(z.union([answer.partial(), z.array(answer.partial())]))),
    },
  }
}

const BRAND = z.string().optional().meta({ description: 'For backends with several brands; 404 for an unknown one' })
const KEY = z.string().optional().meta({ description: 'A repeated request with the same key runs once' })
const FILE_QUERY = {
  name: z.string().optional().meta({ description: 'The file name on the person’s device' }),
  shows: z.literal('face').optional().meta({ description: 'The picture is a selfie, and is checked as one' }),
  quality: z.literal('accepted').optional().meta({ description: 'The person sends it in spite of its quality' }),
}

function customerOperations(): Described[] {
  return Object.entries(CUSTOMER_OPERATIONS).map(([name, operation]) => {
    const { method, path, summary } = operation
    const output = 'output' in operation ? operation.output : null
    const input = 'input' in operation ? jsonOf(operation.input) : null
    const body = name === 'storeFile' ? bytesOf(['application/octet-stream']) : input
    const id = path.includes('{id}') && { id: z.string() }
    return {
      ...{ path: `${CUSTOMER_API_PATH}/{customer_id}${path}`, verb: method },
      operation: {
        ...{ operationId: `customer.${name}`, summary, tags: ['customer'], security: [{ serviceKey: [] }] },
        requestParams: {
          path: z.object({ customer_id: z.string(), ...id }),
          query: z.object({ brand: BRAND, ...(name === 'storeFile' && FILE_QUERY) }),
          ...('keyed' in operation && { header: z.object({ 'Idempotency-Key': KEY }) }),
        },
        ...(body && { requestBody: { required: true, content: body } }),
        responses: responsesOf(output && jsonOf(output)),
      },
    }
  })
}

function uploadOperation(): Described {
  const brand = z.string().optional().meta({ description: 'With the service key: the brand, if there are several' })
  const file = z.string().meta({ format: 'binary' })
  return {
    ...{ path: '/upload', verb: 'POST' },
    operation: {
      ...{ operationId: 'upload', summary: 'Check and store a file', tags: ['manager'] },
      security: [{ managerKey: [] }, { serviceKey: [] }],
      requestParams: { query: z.object({ brand }) },
      requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ file }) } } },
      responses: responsesOf(jsonOf(storedFileSchema)),
    },
  }
}

const jsonOf = (schema: z.ZodType): Content => ({ [JSON_TYPE]: { schema } })

function bytesOf(media: readonly string[]): Content {
  return Object.fromEntries(media.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
}

/** The successful response (null for an open stream), and one for each status that an error may have. */
function responsesOf(content: Content | null): ZodOpenApiOperationObject['responses'] {
  const statuses = [...new Set(Object.values(ERROR_CODES).map(({ status }) => status))].sort()
  const refusal = (status: number) => ({
    description: Object.entries(ERROR_CODES)
      .filter(([, terms]) => terms.status === status)
      .map(([code]) => code)
      .join(', '),
    content: jsonOf(errorBodySchema),
  })
  return {
    200: { description: 'Done', ...(content && { content }) },
    ...Object.fromEntries(statuses.map((status) => [status, refusal(status)])),
  }
}
