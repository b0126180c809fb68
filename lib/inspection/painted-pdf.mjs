// What of a PDF is kept: pages, and what is needed to paint them (ISO 32000-2). Nothing that acts, nothing attached, and
// nothing that tells of whoever made it.
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib'
import { cleanJpeg } from './clean-jpeg.ts'

const names = (text) => text.trim().split(/\s+/)

/** The keys of what is painted, whatever dictionary they stand in. */
const PAINTED = new Set(
  names(`
  Type Subtype Filter DecodeParms Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows
  EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals ColorTransform Length1 Length2 Length3
  Width Height ColorSpace ImageMask Mask Decode Interpolate SMask SMaskInData Matte Intent
  FormType BBox Matrix Resources Group OC S CS I
  PatternType PaintType TilingType XStep YStep Shading ShadingType Background AntiAlias Coords Domain Function Extend
  BitsPerCoordinate BitsPerFlag VerticesPerRow FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds
  LW LC LJ ML D RI OP op OPM Font FL SM SA BM CA ca AIS TK G BC TR
  Alternate WhitePoint BlackPoint Gamma Colorants Process Components MixingHints
  BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode CharProcs FontBBox FontMatrix DescendantFonts
  CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap BaseEncoding Differences CMapName WMode UseCMap
  FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth
  MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet
  Name OCGs P`),
)
/** Dictionaries whose keys are names that the page gave. */
const NAMED = new Set(names('Font XObject ExtGState ColorSpace Pattern Shading Properties CharProcs Colorants'))
const OF_RESOURCES = new Set(names('Font XObject ExtGState ColorSpace Pattern Shading Properties'))
/** Pages may inherit all but the last of these. */
const OF_PAGES = names('MediaBox CropBox Rotate Resources UserUnit')
const PAINTED_OBJECTS = new Set(names('Image Form'))
const DEEPEST = 60
const MOST_PIXELS = 100_000_000

const key = (text) => PDFName.of(text)
const wordOf = (value) => (value instanceof PDFName ? value.decodeText() : undefined)

/**
 * The pages of a PDF, written anew. What stood on a page as an annotation, such as the answers of a form or a stamp, becomes
 * part of the page. `isHidden` says of a layer, by its name, whether it is not shown.
 */
export async function writePainted(content, isHidden) {
  const source = await PDFDocument.load(content, { password: '', updateMetadata: false, throwOnInvalidObject: false })
  const target = await PDFDocument.create({ updateMetadata: false })
  const copy = copierBetween(source.context, target.context, await cleanPhotos(source.context))
  for (const page of source.getPages()) addPage(page.node, target, copy)
  keepLayers(target, isHidden)
  return await target.save({ useObjectStreams: true, updateFieldAppearances: false, addDefaultPage: false })
}

function addPage(node, target, copy) {
  const page = target.addPage()
  for (const name of OF_PAGES) {
    const value = node.getInheritableAttribute(key(name)) ?? node.get(key(name))
    if (value !== undefined) page.node.set(key(name), copy(value, name))
  }
  const group = node.get(key('Group'))
  if (group) page.node.set(key('Group'), copy(group, 'Group'))
  const resources = ownResources(page.node, target.context)
  const contents = node.Contents()
  const kept = contents instanceof PDFArray ? contents.asArray() : contents ? [contents] : []
  const flat = annotationsOf(node).map((annotation, at) =>
    drawn(annotation, `Flat${at}`, resources, copy, target.context),
  )
  const stream = (text) => target.context.register(target.context.stream(text))
  // What a page leaves set, such as a scale, must not move what is drawn over it.
  const parts = [stream('q\n'), ...kept.map((part) => copy(part, 'Contents')), stream(`\nQ\n${flat.join('')}`)]
  page.node.set(key('Contents'), target.context.obj(parts))
}

/** Resources may be shared with other pages, and are added to: each page has a dictionary of its own. */
function ownResources(node, context) {
  const shared = node.lookupMaybe(key('Resources'), PDFDict)
  const own = PDFDict.withContext(context)
  for (const [name, value] of shared?.entries() ?? []) own.set(name, value)
  const objects = PDFDict.withContext(context)
  for (const [name, value] of own.lookupMaybe(key('XObject'), PDFDict)?.entries() ?? []) objects.set(name, value)
  own.set(key('XObject'), objects)
  node.set(key('Resources'), own)
  return objects
}

const HIDDEN = 2
const NO_VIEW = 32

/** What a viewer shows of annotations: their appearance, in the state they are in. */
function annotationsOf(node) {
  return (node.lookupMaybe(key('Annots'), PDFArray)?.asArray() ?? []).flatMap((each) => {
    const annotation = node.context.lookup(each)
    if (!(annotation instanceof PDFDict) || wordOf(annotation.lookup(key('Subtype'))) === 'Popup') return []
    const flags = annotation.lookup(key('F'))
    if (flags instanceof PDFNumber && (flags.asNumber() & (HIDDEN | NO_VIEW)) !== 0) return []
    const rect = numbersOf(annotation.lookup(key('Rect')), 4)
    const appearances = annotation.lookup(key('AP'))
    if (!rect || !(appearances instanceof PDFDict)) return []
    const state = wordOf(annotation.lookup(key('AS')))
    const normal = appearances.get(key('N'))
    const shown = node.context.lookup(normal)
    const chosen = shown instanceof PDFDict && !(shown instanceof PDFStream) ? state && shown.get(key(state)) : normal
    const form = node.context.lookup(chosen || undefined)
    if (!(form instanceof PDFStream)) return []
    const box = numbersOf(form.dict.lookup(key('BBox')), 4)
    const matrix = numbersOf(form.dict.lookup(key('Matrix')), 6) ?? [1, 0, 0, 1, 0, 0]
    return box ? [{ form: chosen, rect, box, matrix }] : []
  })
}

function numbersOf(array, count) {
  if (!(array instanceof PDFArray) || array.size() !== count) return undefined
  const values = array.asArray().map((each) => array.context.lookup(each))
  return values.every((each) => each instanceof PDFNumber) ? values.map((each) => each.asNumber()) : undefined
}

/** How an appearance is painted into its place (ISO 32000-2, 12.5.5, algorithm "appearance streams"). */
function drawn({ form, rect, box, matrix: [a, b, c, d, e, f] }, name, objects, copy, context) {
  const copied = copy(form, 'XObject')
  const stream = context.lookup(copied)
  stream.dict.set(key('Type'), key('XObject'))
  stream.dict.set(key('Subtype'), key('Form'))
  objects.set(key(name), copied)
  const corners = [0, 2].flatMap((x) => [1, 3].map((y) => [box[x], box[y]]))
  const xs = corners.map(([x, y]) => a * x + c * y + e)
  const ys = corners.map(([x, y]) => b * x + d * y + f)
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom]
  const [x, y] = [Math.min(rect[0], rect[2]), Math.min(rect[1], rect[3])]
  const sx = width === 0 ? 1 : Math.abs(rect[2] - rect[0]) / width
  const sy = height === 0 ? 1 : Math.abs(rect[3] - rect[1]) / height
  const placed = [sx, 0, 0, sy, x - left * sx, y - bottom * sy].map((value) => value.toFixed(5))
  return `q ${placed.join(' ')} cm /${name} Do Q\n`
}

/** Layers that were not shown stay so. */
function keepLayers({ context, catalog }, isHidden) {
  const layers = context
    .enumerateIndirectObjects()
    .filter(([, object]) => object instanceof PDFDict && wordOf(object.get(key('Type'))) === 'OCG')
  if (layers.length === 0) return
  const off = layers.filter(([, layer]) => isHidden(layer.lookup(key('Name'))?.decodeText?.()))
  const shown = context.obj({ BaseState: key('ON'), OFF: off.map(([ref]) => ref) })
  catalog.set(key('OCProperties'), context.obj({ OCGs: layers.map(([ref]) => ref), D: shown }))
}

/** Copies objects from one document to another, as far as they are painted. */
function copierBetween(from, to, photos) {
  const copied = new Map()

  function copyRef(ref, role, depth) {
    const known = copied.get(ref)
    if (known) return known
    const object = from.lookup(ref)
    if (object === undefined) return to.obj(null)
    const own = to.nextRef()
    copied.set(ref, own)
    to.assign(own, copyValue(object, role, depth))
    return own
  }

  function copyDict(dict, role, depth) {
    const kept = PDFDict.withContext(to)
    for (const [name, value] of dict.entries()) {
      const word = name.decodeText()
      const allowed = role === 'Resources' ? OF_RESOURCES.has(word) : role.startsWith('named ') || PAINTED.has(word)
      if (!allowed || !isPainted(value, role)) continue
      kept.set(name, copy(value, roleOf(word, role, from.lookup(value)), depth + 1))
    }
    return kept
  }

  /** Of what is painted by its name, only pictures and forms: no PostScript, nothing that merely stands there. */
  function isPainted(value, role) {
    if (role !== 'named XObject') return true
    const object = from.lookup(value)
    return object instanceof PDFStream && PAINTED_OBJECTS.has(wordOf(object.dict.lookup(key('Subtype'))))
  }

  function copyStream(stream, role, depth) {
    const dict = copyDict(stream.dict, role, depth)
    const photo = photos.get(stream)
    if (!photo) return PDFRawStream.of(dict, stream.getContents())
    dict.set(key('Filter'), key('DCTDecode'))
    dict.delete(key('DecodeParms'))
    return PDFRawStream.of(dict, photo)
  }

  function copyValue(value, role, depth) {
    if (depth > DEEPEST) throw new Error('nested too deep')
    if (value instanceof PDFRef) return copyRef(value, role, depth)
    if (value instanceof PDFStream) return copyStream(value, role.replace(/^named /, ''), depth)
    if (value instanceof PDFDict) return copyDict(value, role, depth)
    if (!(value instanceof PDFArray)) return value
    const kept = PDFArray.withContext(to)
    for (const each of value.asArray()) kept.push(copyValue(each, role.replace(/^named /, ''), depth + 1))
    return kept
  }

  const copy = (value, role, depth = 0) => copyValue(value, role, depth)
  return copy
}

/** What a dictionary is, by the key that it stands under. */
function roleOf(word, role, value) {
  if (role.startsWith('named ')) return 'painted'
  if (word === 'Resources') return 'Resources'
  const isNamed = NAMED.has(word) && value instanceof PDFDict && !(value instanceof PDFStream)
  if (isNamed && (role === 'Resources' || word === 'CharProcs' || word === 'Colorants')) return `named ${word}`
  return word
}

/** The JPEGs of a PDF, without what their cameras and scanners wrote into them, by their streams. */
async function cleanPhotos(context) {
  const photos = new Map()
  for (const [, stream] of context.enumerateIndirectObjects()) {
    if (!(stream instanceof PDFRawStream)) continue
    const filters = filtersOf(stream)
    if (filters.at(-1) !== 'DCTDecode') continue
    const jpeg = Buffer.from(filters.length === 1 ? stream.contents : withoutOuterFilters(stream, filters))
    photos.set(stream, cleanJpeg(jpeg) ?? (await drawnAnew(jpeg)))
  }
  return photos
}

function filtersOf({ dict }) {
  const filter = dict.lookup(key('Filter'))
  return filter instanceof PDFArray
    ? filter.asArray().map((each) => wordOf(dict.context.lookup(each)))
    : [wordOf(filter)]
}

/** What stands around a JPEG, such as a compression of the whole. */
function withoutOuterFilters(stream, filters) {
  const { context } = stream.dict
  const dict = stream.dict.clone(context)
  dict.set(key('Filter'), context.obj(filters.slice(0, -1).map(key)))
  const parms = stream.dict.lookup(key('DecodeParms'))
  if (parms instanceof PDFArray) dict.set(key('DecodeParms'), context.obj(parms.asArray().slice(0, -1)))
  return decodePDFRawStream(PDFRawStream.of(dict, stream.contents)).decode()
}

/** Of another structure, such as cut short. Inks would become other colours than the page says: such a one is refused. */
async function drawnAnew(jpeg) {
  const { default: sharp } = await import('sharp')
  const picture = sharp(jpeg, { failOn: 'none', limitInputPixels: MOST_PIXELS })
  const { channels } = await picture.metadata()
  if (channels > 3) throw new Error('a picture of another structure')
  return await picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
}
