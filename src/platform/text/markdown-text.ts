import type { Token } from 'markdown-it'

const inlineText = (tokens: readonly Token[]): string => {
  let text = ''
  const links: { href: string; from: number }[] = []
  for (const token of tokens) {
    if (token.type === 'link_open')
      links.push({ href: String(token.attrGet('href') ?? ''), from: text.length })
    else if (token.type === 'link_close') {
      const link = links.pop()
      if (link === undefined) continue
      const shown = text.slice(link.from)
      const target = link.href.replace(/^(?:mailto|tel):/i, '')
      if (shown !== link.href && shown !== target) text += ` (${target})`
    } else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n'
    else if (token.type === 'image') text += token.content === '' ? '' : `[${token.content}]`
    else text += token.content
  }
  return text
}

interface Level {
  /** what stands before the next line at this level: a bullet once, then blanks */
  mark: string
  rest: string
  number?: number
}

/**
 * The text of parsed Markdown as a reader of plain mail wants it: blocks apart by a blank line, bullets and numbers
 * kept, quotations marked with ">", each link followed by its address.
 */
export const plainTextOf = (tokens: readonly Token[]): string => {
  const blocks: string[] = []
  const levels: Level[] = []
  const lists: { number?: number; first: boolean }[] = []
  let tight = false

  const add = (text: string): void => {
    const lines = text.split('\n').map((line) => {
      const start = levels.map((level) => {
        const mark = level.mark
        level.mark = level.rest
        return mark
      })
      return (start.join('') + line).trimEnd()
    })
    const block = lines.join('\n')
    if (tight && blocks.length > 0) blocks[blocks.length - 1] += `\n${block}`
    else blocks.push(block)
    tight = false
  }

  for (const token of tokens) {
    switch (token.type) {
      case 'bullet_list_open':
        lists.push({ first: true })
        break
      case 'ordered_list_open':
        lists.push({ number: Number(token.attrGet('start') ?? 1), first: true })
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop()
        break
      case 'list_item_open': {
        const list = lists.at(-1)
        const mark = list?.number === undefined ? '- ' : `${list.number++}. `
        tight = lists.length > 1 || list?.first === false
        if (list !== undefined) list.first = false
        levels.push({ mark, rest: ' '.repeat(mark.length) })
        break
      }
      case 'blockquote_open':
        levels.push({ mark: '> ', rest: '> ' })
        break
      case 'list_item_close':
      case 'blockquote_close':
        levels.pop()
        break
      case 'inline':
        add(inlineText(token.children ?? []))
        break
      case 'fence':
      case 'code_block':
        add(token.content.trimEnd())
        break
      case 'hr':
        add('* * *')
        break
      default:
        break
    }
  }
  return blocks.filter((block) => block.trim() !== '').join('\n\n')
}
