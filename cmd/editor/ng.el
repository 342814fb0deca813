;;; ng.el --- notes of people and goals in Emacs  -*- lexical-binding: t -*-

;;; Commentary:
;; (load "/usr/local/share/ng/ng.el"), and (add-hook 'find-file-hook #'ng-mode-maybe).
;; In files of a folder that ngo knows (a .ng in it or above, or NG_DIR): people, goals, topics, labels and due marks
;; are highlighted, M-TAB completes handles and goals, M-x compile runs ngo check, M-x ng-log adds to today.

;;; Code:

(defun ng-folder ()
  "The folder of the buffer's notes, or nil."
  (let ((vault (getenv "NG_DIR")))
    (or (locate-dominating-file default-directory ".ng")
        (and vault (not (string= vault "")) (file-in-directory-p default-directory vault) vault))))

;; Text modes have a M-TAB of their own, for words of a dictionary.
(defvar ng-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "M-TAB") #'completion-at-point)
    map)
  "Keys of `ng-mode'.")

(defconst ng-keywords
  (let ((name "[[:alnum:]_]\\(?:[-._/]*[[:alnum:]_]\\)*"))
    `((,(concat "\\(?:^\\|[[:space:]([{\"'*_]\\)\\(#goal/" name "\\)") 1 font-lock-type-face prepend)
      (,(concat "\\(?:^\\|[[:space:]([{\"'*_]\\)\\(@" name "\\)") 1 font-lock-variable-name-face prepend)
      (,(concat "\\(?:^\\|[[:space:]([{\"'*_]\\)\\(#" name "\\)") 1 font-lock-constant-face append)
      ("\\_<\\(?:due\\|by\\|done\\):[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]" 0 font-lock-builtin-face prepend)
      (,(concat "^[ \t]*\\(?:[-*+][ \t]+\\)?\\(?:\\[[- xX/]\\][ \t]+\\)?"
                "\\(?:[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]:?[ \t]+\\)?"
                "\\(\\(?:why\\|want\\|need\\|knows\\|ask\\|offer\\|promise\\|got\\|gave\\|idea\\|info\\|next\\|met"
                "\\|call\\|mail\\|message\\|chat\\|coffee\\|lunch\\|dinner\\|meeting\\|visit\\)"
                "\\(?: [[:alpha:]]+\\)?::?\\)\\(?:[ \t]\\|$\\)")
       1 font-lock-keyword-face prepend)))
  "What of a note is highlighted.")

(defun ng-candidates (start)
  "Handles and goals of the notes that begin with START, each with what it is."
  (with-temp-buffer
    (when (eq 0 (ignore-errors (call-process "ngo" nil '(t nil) nil "-C" (expand-file-name (ng-folder))
                                             "completions" "--" "log" start)))
      (mapcar (lambda (line) (split-string line "\t")) (split-string (buffer-string) "\n" t)))))

(defun ng-complete-at-point ()
  "Handles and goals, for `completion-at-point-functions'."
  (save-excursion
    (let ((end (point)))
      (skip-chars-backward "^ \t\n([{\"'")
      (when (and (< (point) end) (memq (char-after) '(?@ ?#)))
        (let ((found (ng-candidates (buffer-substring-no-properties (point) end))))
          (list (point) end (mapcar #'car found)
                :annotation-function (lambda (word) (concat " " (cadr (assoc word found))))
                :exclusive 'no))))))

(defun ng-read-statement ()
  "Read a statement; TAB and M-TAB complete handles and goals of the notes."
  (let ((folder default-directory)
        (map (make-sparse-keymap)))
    (set-keymap-parent map minibuffer-local-map)
    (define-key map (kbd "TAB") #'completion-at-point)
    (define-key map (kbd "M-TAB") #'completion-at-point)
    (minibuffer-with-setup-hook
        (lambda ()
          (setq-local default-directory folder)
          (add-hook 'completion-at-point-functions #'ng-complete-at-point nil t))
      (read-from-minibuffer "Log: " nil map))))

(defun ng-log (text)
  "Add TEXT to the notes under the heading of today, and show what was understood."
  (interactive (list (ng-read-statement)))
  (with-temp-buffer
    (call-process "ngo" nil t nil "-C" (expand-file-name (or (ng-folder) default-directory)) "log" "--" text)
    (message "%s" (string-trim (buffer-string)))))

;;;###autoload
(define-minor-mode ng-mode
  "People and goals in Markdown notes."
  :lighter " ng"
  (if ng-mode
      (progn
        (font-lock-add-keywords nil ng-keywords t)
        (add-hook 'completion-at-point-functions #'ng-complete-at-point nil t)
        (setq-local compile-command
                    (concat "ngo -C " (shell-quote-argument (expand-file-name (or (ng-folder) "."))) " check")))
    (font-lock-remove-keywords nil ng-keywords)
    (remove-hook 'completion-at-point-functions #'ng-complete-at-point t)
    (kill-local-variable 'compile-command))
  (font-lock-flush))

;;;###autoload
(defun ng-mode-maybe ()
  "Turn `ng-mode' on in a Markdown file of a folder of notes.
Where no other mode is for it, that is in `text-mode'."
  (when (and buffer-file-name (string-match-p "\\.\\(md\\|markdown\\)\\'" buffer-file-name) (ng-folder))
    (when (eq major-mode 'fundamental-mode)
      (text-mode))
    (ng-mode 1)))

(provide 'ng)
;;; ng.el ends here
