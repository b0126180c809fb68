import { useFormatter } from 'next-intl'

/** Bytes in words of the person's language: "640 kB", "2.4 MB". */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter()
  return (bytes) =>
    bytes < 1_000_000
      ? format.number(Math.ceil(bytes / 1_000), { style: 'unit', unit: 'kilobyte' })
      : format.number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
}
