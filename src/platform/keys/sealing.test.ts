import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openKeys, rawPublicKey, sealer } from './keyring.ts'
import { blindIndex, derive, open, seal, SealBroken } from './seal.ts'

const key = randomBytes(32)
const place = { table: 'supporters', column: 'sealed', row: '1' }

test('what is sealed opens with the same key in the same place, and nowhere else', () => {
  const sealed = seal(key, place, 'Zoë 🌍')
  expect(open(key, place, sealed).toString()).toBe('Zoë 🌍')
  expect(sealed.toString('latin1')).not.toContain('Zo')
  expect(seal(key, place, 'Zoë 🌍').equals(sealed)).toBe(false)
  for (const elsewhere of [
    { ...place, row: '2' },
    { ...place, column: 'address' },
    { ...place, table: 'inboxes' },
  ])
    expect(() => open(key, elsewhere, sealed)).toThrow(SealBroken)
  expect(() => open(randomBytes(32), place, sealed)).toThrow(SealBroken)
})

test('a changed, cut or foreign value does not open', () => {
  const sealed = seal(key, place, 'somewhere safe')
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed[i]! ^= 1
    expect(() => open(key, place, changed)).toThrow(SealBroken)
  }
  for (const length of [0, 1, 28, sealed.length - 1])
    expect(() => open(key, place, sealed.subarray(0, length))).toThrow(SealBroken)
})

test('blind indexes of two owners and of two purposes cannot be joined', () => {
  const [one, two] = [sealer(randomBytes(32)), sealer(randomBytes(32))]
  expect(one.index('address', 'a@b.example').equals(one.index('address', 'a@b.example'))).toBe(true)
  expect(one.index('address', 'a@b.example').equals(two.index('address', 'a@b.example'))).toBe(false)
  expect(one.index('address', 'a@b.example').equals(one.index('name', 'a@b.example'))).toBe(false)
  expect(blindIndex(key, 'x')).toHaveLength(16)
})

test('one master key gives the same keys again, and each purpose another', () => {
  const master = randomBytes(32)
  const [a, b] = [openKeys(master), openKeys(master)]
  expect(rawPublicKey(a.intakePrivate)).toEqual(rawPublicKey(b.intakePrivate))
  expect(rawPublicKey(a.linkPrivate)).toHaveLength(32)
  expect(a.context).toEqual(b.context)
  expect(derive(master, 'one').equals(derive(master, 'two'))).toBe(false)
  expect(() => openKeys(Buffer.alloc(31))).toThrow(/32 bytes/)
})
