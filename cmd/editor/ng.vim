" ng.vim: notes in Vim. In the vimrc: `filetype plugin on`, `syntax on`, `source /usr/local/share/ng/ng.vim`.
" In Markdown files of a folder that ngo knows (a .ng in it or above, or NG_DIR): people, goals, topics, labels and due
" marks are highlighted, CTRL-X CTRL-U completes handles and goals, :make runs ngo check, :NgLog adds to today.
if exists('g:loaded_ng') || !has('eval') || &compatible
	finish
endif
let g:loaded_ng = 1

" The folder of the buffer's notes, or ''.
function! s:Folder() abort
	let here = expand('%:p:h')
	let mark = findfile('.ng', fnameescape(here) . ';')
	if mark !=# ''
		return fnamemodify(mark, ':p:h')
	endif
	let vault = $NG_DIR ==# '' ? '' : substitute(fnamemodify($NG_DIR, ':p'), '/$', '', '')
	return vault !=# '' && stridx(here . '/', vault . '/') == 0 ? vault : ''
endfunction

function! s:Highlight() abort
	syntax match ngPerson /\%(^\|[[:space:]([{"'*_]\)\@1<=@[[:alnum:]_\u0080-\uffff]\%([-._]*[[:alnum:]_\u0080-\uffff]\)*/ containedin=ALLBUT,@ngCode
	syntax match ngTopic /\%(^\|[[:space:]([{"'*_]\)\@1<=#[[:alnum:]_\u0080-\uffff][-._\/[:alnum:]\u0080-\uffff]*/ containedin=ALLBUT,@ngCode
	syntax match ngGoal /\%(^\|[[:space:]([{"'*_]\)\@1<=#goal\/[[:alnum:]_\u0080-\uffff][-._\/[:alnum:]\u0080-\uffff]*/ containedin=ALLBUT,@ngCode
	syntax match ngDue /\<\%(due\|by\|done\):\d\{4}-\d\d-\d\d\>/ containedin=ALLBUT,@ngCode
	syntax match ngLabel /\c\%(^\s*\%([-*+]\s\+\)\?\%(\[[ xX\/-]\]\s\+\)\?\%(\d\{4}-\d\d-\d\d:\?\s\+\)\?\)\@<=\%(why\|want\|need\|knows\|ask\|offer\|promise\|got\|gave\|idea\|info\|next\|met\|call\|mail\|message\|chat\|coffee\|lunch\|dinner\|meeting\|visit\)\%( [[:alpha:]]\+\)\?::\?\ze\%(\s\|$\)/ containedin=ALLBUT,@ngCode
	syntax cluster ngCode contains=markdownCode,markdownCodeBlock,markdownHighlight
	highlight default link ngPerson Identifier
	highlight default link ngGoal Type
	highlight default link ngTopic Tag
	highlight default link ngLabel Keyword
	highlight default link ngDue Constant
endfunction

" What handles and goals of the notes begin with `base`; see 'completefunc'.
function! NgComplete(findstart, base) abort
	if a:findstart
		" -3: nothing is completed behind an ordinary word, and nothing said
		let start = match(strpart(getline('.'), 0, col('.') - 1), '\%(^\|[[:space:]([{"''*_]\)\zs[@#][^[:space:]]*$')
		return start < 0 ? -3 : start
	endif
	let command = 'ngo -C ' . shellescape(b:ng_folder) . ' completions -- log ' . shellescape(a:base)
	return map(systemlist(command), {_, line -> {'word': split(line, "\t", 1)[0], 'menu': join(split(line, "\t", 1)[1:])}})
endfunction

" If the buffer is the day's note, and unmodified, it is read anew; of other buffers Vim finds out itself.
function! s:Log(text) abort
	let said = system('ngo -C ' . shellescape(b:ng_folder) . ' log -- ' . shellescape(a:text))
	if !&modified && filereadable(expand('%')) && readfile(expand('%')) !=# getline(1, '$')
		let view = winsaveview()
		silent edit
		call winrestview(view)
	endif
	checktime
	redraw
	echo said
endfunction

function! s:Start() abort
	let b:ng_folder = s:Folder()
	if b:ng_folder ==# ''
		return
	endif
	setlocal completefunc=NgComplete
	let &l:makeprg = 'ngo -C ' . substitute(shellescape(b:ng_folder), '[ "|\\]', '\\&', 'g') . ' check'
	setlocal errorformat=%f:%l:%c:\ %t%*[a-z]:\ %m,%f:%l:\ %m
	command! -buffer -nargs=+ NgLog call s:Log(<q-args>)
	call s:Highlight()
endfunction

augroup ng
	autocmd!
	autocmd FileType markdown call s:Start()
	autocmd Syntax markdown if get(b:, 'ng_folder', '') !=# '' | call s:Highlight() | endif
augroup END
