package main

import (
	"regexp"
	"strings"
)

// compileGlob turns a pattern for paths below the mount into a regular expression: `?` is a character and `*` any number
// of them within one name, `**` any number across directories, and `**/` also none.
func compileGlob(glob string) *regexp.Regexp {
	var expression strings.Builder
	expression.WriteString("^")
	for rest := strings.TrimPrefix(glob, "/"); rest != ""; {
		token, meaning := nextToken(rest)
		expression.WriteString(meaning)
		rest = rest[len(token):]
	}
	expression.WriteString("$")
	return regexp.MustCompile("(?s)" + expression.String())
}

var globTokens = []struct{ token, meaning string }{
	{"**/", "(?:.*/)?"},
	{"**", ".*"},
	{"*", "[^/]*"},
	{"?", "[^/]"},
}

func nextToken(text string) (token, meaning string) {
	for _, known := range globTokens {
		if strings.HasPrefix(text, known.token) {
			return known.token, known.meaning
		}
	}
	end := strings.IndexAny(text, "*?")
	if end < 0 {
		end = len(text)
	}
	return text[:end], regexp.QuoteMeta(text[:end])
}
