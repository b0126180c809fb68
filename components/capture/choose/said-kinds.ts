/** By document: whether what the person said of it has reached the server. Outlives the screen that it was said on. */
const said = new Map<string, Promise<boolean>>()

/** Keeps what is being told of a document. */
export function keepSaid(documentId: string, telling: Promise<boolean>): void {
  said.set(documentId, telling)
}

/** Resolves once what was said of the document has reached the server: false when it has not, or nothing was said. */
export function wasSaid(documentId: string): Promise<boolean> {
  return said.get(documentId) ?? Promise.resolve(false)
}
