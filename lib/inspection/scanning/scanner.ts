/** What a scanner for malware says of a file. */
export type Verdict = 'clean' | 'infected'

/**
 * A scanner for malware. Throws when it gives no verdict: it is away, silent, or its answer is not one. Nobody may take a file
 * for clean then.
 */
export type Scan = (content: Uint8Array) => Promise<Verdict>
