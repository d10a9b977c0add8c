import { Invalid, TooLarge } from './errors.ts'

/** A file as uploaded: its type is what the browser says, so sniff before believing it. */
export class Upload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array

  constructor(name: string, type: string, bytes: Uint8Array) {
    this.name = name
    this.type = type
    this.bytes = bytes
  }
}

export type FieldValue = string | Upload | (string | Upload)[]

/** The fields of a form by name; one that came several times is a list. Has no prototype: any name is just a name. */
export type Fields = Record<string, FieldValue>

const MAX_FIELDS = 500
const utf8 = new TextDecoder()

/** Reads at most `maxBytes` of a body; throws TooLarge as soon as it is clear that there is more. */
export const readBytes = async (request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const announced = request.headers.get('Content-Length')
  if (announced !== null && /^\d+$/.test(announced)) {
    if (Number(announced) > maxBytes) throw new TooLarge()
    // Node reads no further than announced, so it may be taken whole: half the work of a request that posts a form.
    const bytes = new Uint8Array(await request.arrayBuffer().catch(goneAway))
    if (bytes.length > maxBytes) throw new TooLarge()
    return bytes
  }
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of request.body ?? []) {
      size += piece.length
      // Safety: nothing was announced, so it is counted as it comes and left unread when it is too much.
      if (size > maxBytes) throw new TooLarge()
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof TooLarge) throw error
    goneAway()
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Whoever hangs up in the middle of a form is no fault of ours: else strangers could fill the log with faults. */
const goneAway = (): never => {
  throw new Invalid({ '': 'error.form.broken' })
}

/** PostgreSQL takes neither NUL nor half a character. */
const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed()

const add = (fields: Fields, name: string, value: string | Upload): void => {
  const known = fields[name]
  if (known === undefined) fields[name] = value
  else if (Array.isArray(known)) known.push(value)
  else fields[name] = [known, value]
}

/** Reads a form, urlencoded or multipart. Throws TooLarge, and Invalid when it is no form. */
export const readFields = async (request: Request, maxBytes: number): Promise<Fields> => {
  const type = request.headers.get('Content-Type') ?? ''
  const kind = type.split(';', 1)[0]?.trim().toLowerCase()
  const fields = Object.create(null) as Fields
  const bytes = await readBytes(request, maxBytes)
  if (kind === 'application/x-www-form-urlencoded') {
    const pairs = new URLSearchParams(utf8.decode(bytes))
    if (pairs.size > MAX_FIELDS) throw new TooLarge()
    for (const [name, value] of pairs) add(fields, cleanText(name), cleanText(value))
  } else if (kind === 'multipart/form-data') {
    const parts = await new Response(bytes, { headers: { 'Content-Type': type } })
      .formData()
      .catch(() => undefined)
    if (parts === undefined) throw new Invalid({ '': 'error.form.broken' })
    let count = 0
    for (const [name, value] of parts) {
      if (++count > MAX_FIELDS) throw new TooLarge()
      if (typeof value === 'string') add(fields, cleanText(name), cleanText(value))
      // A file field left empty comes as a file without name and content.
      else if (value.name !== '' || value.size > 0) {
        add(
          fields,
          cleanText(name),
          new Upload(cleanText(value.name).slice(0, 255), value.type, await value.bytes()),
        )
      }
    }
  } else if (bytes.length > 0) {
    throw new Invalid({ '': 'error.form.broken' })
  }
  return fields
}

/**
 * The texts that stand before the first file of a multipart form which is too large to be read whole, so that nothing typed is
 * lost. Reads no further than that, or `maxBytes`; gives no file, and nothing of a body that was read already.
 */
export const readTextsBeforeFiles = async (request: Request, maxBytes: number): Promise<Fields> => {
  const type = request.headers.get('Content-Type') ?? ''
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1]
  if (!boundary || !request.body || request.bodyUsed || request.body.locked) return {}
  let head = ''
  // left where it is, not cancelled: that would hang up on whoever still sends
  const reader = request.body.getReader()
  while (head.length < maxBytes && !fileAt.test(head)) {
    const { done, value } = await reader.read().catch(goneAway)
    if (done) break
    head += Buffer.from(value).toString('latin1')
  }
  reader.releaseLock()
  const file = fileAt.exec(head)?.index ?? Math.min(head.length, maxBytes)
  const whole = head.slice(0, head.lastIndexOf(`--${boundary}`, file))
  const bytes = Buffer.from(`${whole}--${boundary}--\r\n`, 'latin1')
  return await readFields(
    new Request(request.url, { method: 'POST', body: bytes, headers: { 'Content-Type': type } }),
    bytes.length,
  ).catch(() => ({}))
}

const fileAt = /\r\nContent-Disposition: form-data;[^\r\n]*; filename=/i
