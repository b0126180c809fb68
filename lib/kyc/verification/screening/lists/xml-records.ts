import { SaxesParser } from 'saxes'
import { ListFault, LONGEST_RECORD } from './list-fault'

/** An element of a record: its own text, what stands in it, and its attributes. Names without their prefix. */
export class XmlNode {
  readonly children: XmlNode[] = []
  text = ''
  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
  ) {}
  all(name: string): XmlNode[] {
    return this.children.filter((child) => child.name === name)
  }
  first(name: string): XmlNode | undefined {
    return this.children.find((child) => child.name === name)
  }
  /** The text of the child of that name. */
  value(name: string): string | undefined {
    return this.first(name)?.text.trim() || undefined
  }
  /** Every element of that name below this one. */
  deep(name: string): XmlNode[] {
    return this.children.flatMap((child) => [...(child.name === name ? [child] : []), ...child.deep(name)])
  }
}

/** Deeper than any list's schema. */
const DEEPEST = 60

/**
 * Reads an XML file without ever holding it: `root` hears of the outermost element, `record` of each element of those
 * names once it is whole. A document type is refused before anything of it is looked at: no entity is ever expanded.
 * @throws ListFault with line and column.
 */
export async function readXml(
  text: AsyncIterable<string>,
  names: ReadonlySet<string>,
  on: { root: (node: XmlNode) => void; record: (node: XmlNode, place: string) => void },
): Promise<void> {
  const parser = new SaxesParser()
  const open: XmlNode[] = []
  let depth = 0
  let size = 0
  let heard = 0
  const place = () => `line ${parser.line}, column ${parser.column}`
  const grow = (by: number) => {
    size += by
    if (size > LONGEST_RECORD) throw new ListFault('an entry is longer than any list has', place())
  }
  parser.on('error', ({ message }) => {
    throw new ListFault(`not well-formed XML: ${message.replace(/^[^:]*\d+:\d+: /, '')}`, place())
  })
  parser.on('doctype', () => {
    throw new ListFault('a document type with its entities is not read', place())
  })
  parser.on('opentag', ({ name, attributes }) => {
    heard = parser.position
    depth += 1
    if (depth > DEEPEST) throw new ListFault('nested deeper than any list is', place())
    const local = name.slice(name.indexOf(':') + 1)
    const parent = open.at(-1)
    if (depth === 1) on.root(new XmlNode(local, attributes))
    if (!parent && !names.has(local)) return
    if (!parent) size = 0
    grow(name.length + JSON.stringify(attributes).length)
    const node = new XmlNode(local, attributes)
    parent?.children.push(node)
    open.push(node)
  })
  const addText = (more: string) => {
    const node = open.at(-1)
    if (!node) return
    grow(more.length)
    node.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    heard = parser.position
    depth -= 1
    const node = open.pop()
    if (node && open.length === 0) on.record(node, place())
  })
  for await (const piece of text) {
    parser.write(piece)
    // The parser itself gathers a text, a comment or a tag until it ends.
    if (parser.position - heard > LONGEST_RECORD)
      throw new ListFault('a text or tag is longer than any list has', place())
  }
  if (depth > 0) throw new ListFault('cut off: elements are still open', place())
  parser.close()
}
