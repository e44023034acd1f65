package main

import "testing"

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"**", "a/b/c.json", true},
		{"**", "", true},
		{"*.json", "c.json", true},
		{"*.json", "a/c.json", false},
		{"**/*.json", "c.json", true},
		{"**/*.json", "a/b/c.json", true},
		{"a/*/c.json", "a/b/c.json", true},
		{"a/*/c.json", "a/b/b/c.json", false},
		{"/a/**", "a/b", true},
		{"a/**", "ab/c", false},
		{"c?json", "c.json", true},
		{"c?json", "c/json", false},
		{"c.json", "cXjson", false},
		{"topic+0/*", "topic+0/1", true},
	} {
		if got := compileGlob(c.glob).MatchString(c.path); got != c.want {
			t.Errorf("%q matches %q: %t", c.glob, c.path, got)
		}
	}
}
