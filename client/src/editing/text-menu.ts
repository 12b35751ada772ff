import { Extension, type AnyExtension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion'
import type { Choose, MenuItem, MenuStore } from './menu-store.ts'

export interface TextMenu<Item extends MenuItem> {
  readonly name: string
  /** What opens the menu when it is typed. */
  readonly opens: string
  /** True where the menu also opens in the middle of a word. */
  readonly anywhere: boolean
  readonly label: string
  readonly nothing: (query: string) => string
  readonly items: (query: string) => Item[] | Promise<Item[]>
  readonly choose: Choose<Item>
}

/** A menu that opens while one writes; it never opens for what others write. */
export function textMenu<Item extends MenuItem>(menu: TextMenu<Item>, store: MenuStore): AnyExtension {
  const show = (props: SuggestionProps<Item, Item>) =>
    store.show({
      label: menu.label,
      items: props.items,
      nothing: props.loading ? '' : menu.nothing(props.query),
      at: props.clientRect?.() ?? null,
      choose: (item) => props.command(item as Item),
    })
  return Extension.create({
    name: menu.name,
    addProseMirrorPlugins() {
      return [
        Suggestion<Item, Item>({
          pluginKey: new PluginKey(menu.name),
          editor: this.editor,
          char: menu.opens,
          allowSpaces: menu.anywhere,
          allowedPrefixes: menu.anywhere ? null : [' ', '\u00a0', '('],
          debounce: menu.anywhere ? 120 : 0,
          items: async ({ query }) => menu.items(query),
          allow: ({ state }) => !state.selection.$from.parent.type.spec.code,
          shouldShow: ({ transaction }) => !isChangeOrigin(transaction),
          command: ({ editor, range, props }) => menu.choose(editor, range, props),
          render: () => ({
            onStart: show,
            onUpdate: show,
            onExit: () => store.close(),
            onKeyDown: ({ event }) => store.press(event.key),
          }),
        }),
      ]
    },
  })
}
